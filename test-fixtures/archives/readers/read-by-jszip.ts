// What does jszip find in an archive?
import JSZip from "jszip";
import { ListingBuilder } from "./archive-reader.ts";
import type { Listing } from "./archive-reader.ts";

export async function readByJszip(bytes: Uint8Array): Promise<Listing> {
  const found = new ListingBuilder();
  const zip = await JSZip.loadAsync(bytes, { checkCRC32: true });
  for (const entry of Object.values(zip.files)) {
    if (entry.dir) found.folder(entry.name);
    else found.file(entry.name, await entry.async("uint8array"));
  }
  return found.listing();
}
