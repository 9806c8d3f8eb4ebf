// How much of standard input is read?
import { Buffer } from "node:buffer";

/** All of `stream`; `null` as soon as it has more than `most` bytes. Rejects with the system's error. */
export async function readStandardInput(stream: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
