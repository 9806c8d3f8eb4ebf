// How are uploads kept in memory?
import { err, ok, type Result } from "neverthrow";
import { bufferSource } from "../bytes/buffer-source.ts";
import type { ReceivedPart, ReceiveRefusal, UploadPart, Uploads } from "../ports/uploads.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import { joined } from "../bytes/joined.ts";
import { createMemoryPower, POWER_CUT, type MemoryPower } from "./memory-power.ts";
import { sha256 } from "./sha256.ts";

/**
 * Uploads that are gone when the process ends. Where the power goes off, a part that was being received leaves what had
 * come of it, under a name that nobody opens.
 */
export function createMemoryUploads(power: MemoryPower = createMemoryPower()): Uploads {
  const runs = new Map<RunId, Map<string, Uint8Array>>();
  const coming = new Set<Coming>();
  const keep = (run: RunId, name: string, bytes: Uint8Array): void => {
    const parts = runs.get(run) ?? new Map<string, Uint8Array>();
    runs.set(run, parts.set(name, bytes));
  };
  power.onOff(() => {
    for (const { run, name, chunks } of coming) if (chunks.length > 0) keep(run, `${name}.half`, joined(chunks));
    coming.clear();
  });
  const measure = (run: RunId) => {
    const parts = [...(runs.get(run)?.values() ?? [])];
    return { files: parts.length, bytes: parts.reduce((sum, part) => sum + part.length, 0) };
  };
  return {
    async receive(run, attempt, part, body, maxBytes, signal) {
      const isOn = power.watch();
      const half: Coming = { run, name: keyOf(attempt, part), chunks: [] };
      coming.add(half);
      const read = await readWhole(body, half.chunks, maxBytes, signal);
      if (!isOn()) return err(POWER_CUT);
      coming.delete(half);
      if (read.isErr()) return err(read.error);
      keep(run, half.name, read.value);
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

/** A part of which not all has come. */
interface Coming {
  readonly run: RunId;
  readonly name: string;
  readonly chunks: Uint8Array[];
}

function keyOf(attempt: AttemptId, part: UploadPart): string {
  return `${attempt}/${part}`;
}

async function readWhole(
  body: AsyncIterable<Uint8Array>,
  chunks: Uint8Array[],
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
