// How are uploads kept in memory?
import { err, ok, type Result } from "neverthrow";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { ReceivedPart, ReceiveRefusal, UploadPart, Uploads } from "../ports/uploads.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import { joined } from "../bytes/joined.ts";
import { sha256 } from "./sha256.ts";

/** Uploads that are gone when the process ends. */
export function createMemoryUploads(): Uploads {
  const runs = new Map<RunId, Map<string, Uint8Array>>();
  const measure = (run: RunId) => {
    const parts = [...(runs.get(run)?.values() ?? [])];
    return { files: parts.length, bytes: parts.reduce((sum, part) => sum + part.length, 0) };
  };
  return {
    async receive(run, attempt, part, body, maxBytes, signal) {
      const read = await readWhole(body, maxBytes, signal);
      if (read.isErr()) return err(read.error);
      const parts = runs.get(run) ?? new Map<string, Uint8Array>();
      runs.set(run, parts.set(keyOf(attempt, part), read.value));
      const received: ReceivedPart = { bytes: read.value.length, sha256: await sha256(read.value) };
      return ok(received);
    },
    async open(run, attempt, part) {
      const bytes = runs.get(run)?.get(keyOf(attempt, part));
      return ok(bytes === undefined ? null : { ...bufferSource(bytes), close: async () => undefined });
    },
    async measure(run) {
      return ok(measure(run));
    },
    async remove(run) {
      const removed = measure(run);
      runs.delete(run);
      return ok(removed);
    },
    async list() {
      return ok([...runs.keys()]);
    },
    async freeBytes() {
      // Memory has no word for it.
      return ok(Number.MAX_SAFE_INTEGER);
    },
  };
}

function keyOf(attempt: AttemptId, part: UploadPart): string {
  return `${attempt}/${part}`;
}

async function readWhole(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<Uint8Array, ReceiveRefusal>> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(new Error("The upload was aborted."));
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  const iterator = body[Symbol.asyncIterator]();
  // What a body says when it is given up is nobody's concern, and one that stands still would never say it.
  const giveUp = (): void => void Promise.resolve(iterator.return?.()).catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const step = await Promise.race([aborted.promise, iterator.next()]);
      if (step.done === true) return ok(joined(chunks));
      bytes += step.value.length;
      if (bytes > maxBytes) {
        giveUp();
        return err({ kind: "too_large", limit: maxBytes });
      }
      chunks.push(step.value.slice());
    }
  } catch (error) {
    giveUp();
    return err({ kind: "broken_off", message: error instanceof Error ? error.message : String(error) });
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
