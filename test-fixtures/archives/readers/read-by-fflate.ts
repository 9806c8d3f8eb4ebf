// What does fflate find in an archive, and what when it reads it from the front?
import { Unzip, UnzipInflate, unzipSync } from "fflate";
import { ListingBuilder } from "./archive-reader.ts";
import type { Listing } from "./archive-reader.ts";

export function readByFflate(bytes: Uint8Array): Listing {
  const found = new ListingBuilder();
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    if (name.endsWith("/")) found.folder(name);
    else found.file(name, content);
  }
  return found.listing();
}

export function readByFflateStream(bytes: Uint8Array): Listing {
  const found = new ListingBuilder();
  const failures: Error[] = [];
  const unended = new Set<string>();
  const unzip = new Unzip((file) => {
    const chunks: Uint8Array[] = [];
    unended.add(file.name);
    file.ondata = (failure, chunk, final) => {
      if (failure !== null) failures.push(failure);
      else chunks.push(chunk.slice());
      if (!final) return;
      unended.delete(file.name);
      if (file.name.endsWith("/")) found.folder(file.name);
      else found.file(file.name, Buffer.concat(chunks));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  unzip.push(bytes, true);
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  if (unended.size > 0) throw new Error(`It finds no end of ${[...unended].join(", ")}.`);
  return found.listing();
}
