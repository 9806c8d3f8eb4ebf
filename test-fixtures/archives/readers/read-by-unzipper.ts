// What does unzipper find in an archive, and what when it reads it from the front?
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import unzipper from "unzipper";
import { ListingBuilder } from "./archive-reader.ts";
import type { Listing } from "./archive-reader.ts";

export async function readByUnzipper(bytes: Uint8Array): Promise<Listing> {
  const found = new ListingBuilder();
  const { files } = await unzipper.Open.buffer(Buffer.from(bytes));
  for (const entry of files) {
    if (entry.type === "Directory") found.folder(entry.path);
    else found.file(entry.path, await entry.buffer());
  }
  return found.listing();
}

export async function readByUnzipperStream(bytes: Uint8Array): Promise<Listing> {
  const found = new ListingBuilder();
  const entries = Readable.from([bytes]).pipe(unzipper.Parse({ forceStream: true }));
  for await (const entry of entries as AsyncIterable<unzipper.Entry>) {
    const content = await buffer(entry);
    if (entry.type === "Directory") found.folder(entry.path);
    else found.file(entry.path, content);
  }
  return found.listing();
}
