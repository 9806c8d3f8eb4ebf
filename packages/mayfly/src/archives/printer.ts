// How are many lines written to whoever reads them, at their pace, and given up when they are gone?
import { once } from "node:events";

export interface Printer {
  /** Waits while the reader is behind. */
  line(text: string): Promise<void>;
  /** Whether nobody reads any more, as after `| head`. */
  closed(): boolean;
}

export function createPrinter(stream: NodeJS.WriteStream): Printer {
  let gone = false;
  const leave = (): void => void (gone = true);
  stream.on("error", leave);
  stream.on("close", leave);
  return {
    async line(text) {
      if (gone || stream.write(`${text}\n`)) return;
      const left = new AbortController();
      await Promise.race([
        once(stream, "drain", { signal: left.signal }).catch(givenUp),
        once(stream, "close", { signal: left.signal }).catch(givenUp),
      ]);
      left.abort();
    },
    closed: () => gone,
  };
}

function givenUp(): void {
  // The other event came first, or the stream's error, which is heard above.
}
