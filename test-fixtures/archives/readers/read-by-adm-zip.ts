// What does adm-zip find in an archive?
import AdmZip from "adm-zip";
import { ListingBuilder } from "./archive-reader.ts";
import type { Listing } from "./archive-reader.ts";

export function readByAdmZip(bytes: Uint8Array): Listing {
  const found = new ListingBuilder();
  for (const entry of new AdmZip(Buffer.from(bytes)).getEntries()) {
    if (entry.isDirectory) found.folder(entry.entryName);
    else found.file(entry.entryName, entry.getData());
  }
  return found.listing();
}
