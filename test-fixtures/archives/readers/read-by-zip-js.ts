// What does zip.js find in an archive?
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import { ListingBuilder } from "./archive-reader.ts";
import type { Listing } from "./archive-reader.ts";

configure({ useWebWorkers: false });

export async function readByZipJs(bytes: Uint8Array): Promise<Listing> {
  const found = new ListingBuilder();
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { checkSignature: true });
  for (const entry of await reader.getEntries()) {
    if (entry.directory) found.folder(entry.filename);
    else found.file(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  await reader.close();
  return found.listing();
}
