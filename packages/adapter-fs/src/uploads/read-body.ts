// How is a sender's stream read, cut off and given up?

export type BodyEnd = "whole" | "too_large" | { readonly brokenOff: string };

/**
 * Hands each chunk of `body` to `take`, one at a time, until the end, the first byte past `maxBytes`, or an abort.
 * A rejection of `take` is thrown; one of `body` is `brokenOff`. In any case `body` is told when no more is read.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
  take: (chunk: Uint8Array) => Promise<void>,
): Promise<BodyEnd> {
  const iterator = body[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<{ readonly brokenOff: string }>();
  const onAbort = (): void => aborted.resolve({ brokenOff: "The upload was aborted." });
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  let bytes = 0;
  try {
    for (;;) {
      const step = await Promise.race([aborted.promise, next(iterator)]);
      if ("brokenOff" in step) {
        stopReading(iterator);
        return step;
      }
      if (step.done === true) return "whole";
      bytes += step.value.length;
      if (bytes > maxBytes) {
        stopReading(iterator);
        return "too_large";
      }
      await take(step.value);
    }
  } catch (error) {
    stopReading(iterator);
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

async function next(
  iterator: AsyncIterator<Uint8Array>,
): Promise<IteratorResult<Uint8Array> | { readonly brokenOff: string }> {
  try {
    return await iterator.next();
  } catch (error) {
    return { brokenOff: error instanceof Error ? error.message : String(error) };
  }
}

/** Not awaited: a body that stands still would never answer. What it says when it is given up is nobody's concern. */
function stopReading(iterator: AsyncIterator<Uint8Array>): void {
  Promise.resolve(iterator.return?.()).catch(() => undefined);
}
