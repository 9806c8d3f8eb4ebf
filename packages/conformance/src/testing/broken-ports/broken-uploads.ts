// In which ways can a place for uploads break its promise?
import { err, ok } from "neverthrow";
import type { UploadPart, Uploads } from "@mayfly/core";
import { createMemoryUploads } from "@mayfly/core/memory";
import { bodyOf, readAll } from "../../bytes-of.ts";
import { describeUploads } from "../../describe-uploads.ts";
import type { Break } from "./break.ts";

const NEVER = new AbortController().signal;

function breaking(does: string, noticedBy: string, wrong: (uploads: Uploads) => Partial<Uploads>): Break {
  const create = async () => {
    const uploads = createMemoryUploads();
    return { uploads: { ...uploads, ...wrong(uploads) }, close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeUploads(name, create) };
}

/** The body, and what of it has come. */
function seen(body: AsyncIterable<Uint8Array>) {
  const chunks: Uint8Array[] = [];
  async function* noting() {
    for await (const chunk of body) {
      chunks.push(chunk);
      yield chunk;
    }
  }
  return { body: noting(), chunks };
}

export const BROKEN_UPLOADS: readonly Break[] = [
  breaking("keeps a part that broke off", "`receive()` leaves nothing when the sender breaks off", (uploads) => ({
    async receive(run, attempt, part, body, maxBytes, signal) {
      const noted = seen(body);
      const received = await uploads.receive(run, attempt, part, noted.body, maxBytes, signal);
      if (received.isErr() && received.error.kind === "broken_off")
        await uploads.receive(run, attempt, part, bodyOf(...noted.chunks), maxBytes, NEVER);
      return received;
    },
  })),
  breaking("notices the limit at the end of the body", "`receive()` stops at the first chunk past", (uploads) => ({
    async receive(run, attempt, part, body, maxBytes, signal) {
      const noted = seen(body);
      // An endless sender would never be refused, so this one is patient for a while only.
      const patience = maxBytes * 10;
      const received = await uploads.receive(run, attempt, part, noted.body, patience, signal);
      if (received.isErr()) {
        return received.error.kind === "too_large" ? err({ kind: "too_large", limit: maxBytes }) : received;
      }
      if (received.value.bytes <= maxBytes) return received;
      await uploads.remove(run);
      return err({ kind: "too_large", limit: maxBytes });
    },
  })),
  breaking("takes a byte less than the limit", "`receive()` takes exactly `maxBytes`", (uploads) => ({
    receive: (run, attempt, part, body, maxBytes, signal) =>
      uploads.receive(run, attempt, part, body, maxBytes - 1, signal),
  })),
  breaking("asks for two chunks at once", "`receive()` asks for one chunk at a time", (uploads) => ({
    async receive(run, attempt, part, body, maxBytes, signal) {
      const iterator = body[Symbol.asyncIterator]();
      async function* byTwo() {
        for (;;) {
          const pair = await Promise.all([iterator.next(), iterator.next()]);
          for (const step of pair) if (step.done !== true) yield step.value;
          if (pair.some(({ done }) => done === true)) return;
        }
      }
      return uploads.receive(run, attempt, part, byTwo(), maxBytes, signal);
    },
  })),
  breaking("is deaf to an abort that came before", "`receive()` keeps nothing under a signal", (uploads) => ({
    receive: (run, attempt, part, body, maxBytes, signal) =>
      uploads.receive(run, attempt, part, body, maxBytes, signal.aborted ? NEVER : signal),
  })),
  breaking("tells another digest", "`receive()` tells size and digest", (uploads) => ({
    receive: async (run, attempt, part, body, maxBytes, signal) =>
      (await uploads.receive(run, attempt, part, body, maxBytes, signal)).map(({ bytes }) => ({
        bytes,
        sha256: "0".repeat(64),
      })),
  })),
  breaking("takes the last attempt for every one", "`open()` keeps attempts and parts apart", (uploads) => {
    let last: Parameters<Uploads["open"]>[1] | null = null;
    return {
      async receive(run, attempt, part, body, maxBytes, signal) {
        last = attempt;
        return uploads.receive(run, attempt, part, body, maxBytes, signal);
      },
      open: (run, attempt, part) => uploads.open(run, last ?? attempt, part),
    };
  }),
  breaking("leaves the inputs when it removes", "`remove()` removes every part", (uploads) => {
    const kept: [Parameters<Uploads["open"]>[1], UploadPart, Uint8Array][] = [];
    return {
      async receive(run, attempt, part, body, maxBytes, signal) {
        const bytes = part === "inputs" ? await readAll(body) : null;
        if (bytes !== null) kept.push([attempt, part, bytes]);
        const again = bytes === null ? body : bodyOf(bytes);
        return uploads.receive(run, attempt, part, again, maxBytes, signal);
      },
      async remove(run) {
        const removed = await uploads.remove(run);
        for (const [attempt, part, bytes] of kept)
          await uploads.receive(run, attempt, part, bodyOf(bytes), 1_000_000, NEVER);
        return removed;
      },
    };
  }),
  breaking("does not count what it removes", "`remove()` removes every part", (uploads) => ({
    remove: async (run) => (await uploads.remove(run)).andThen(() => ok({ files: 0, bytes: 0 })),
  })),
];
