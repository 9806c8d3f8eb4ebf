// What does yauzl find in an archive?
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import yauzl from "yauzl";
import { ListingBuilder } from "./archive-reader.ts";
import type { Listing } from "./archive-reader.ts";

export async function readByYauzl(bytes: Uint8Array): Promise<Listing> {
  const found = new ListingBuilder();
  const zip = await open(bytes);
  await new Promise<void>((resolve, reject) => {
    zip.once("end", resolve);
    zip.once("error", reject);
    zip.on("entry", (entry: yauzl.Entry) => {
      add(zip, entry, found).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
  return found.listing();
}

function open(bytes: Uint8Array): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (failure, zip) => {
      if (failure === null) resolve(zip);
      else reject(failure);
    });
  });
}

async function add(zip: yauzl.ZipFile, entry: yauzl.Entry, found: ListingBuilder): Promise<void> {
  if (entry.fileName.endsWith("/")) return found.folder(entry.fileName);
  const stream = await promisify(zip.openReadStream.bind(zip) as OpenReadStream)(entry);
  found.file(entry.fileName, await buffer(stream));
}

type OpenReadStream = (
  entry: yauzl.Entry,
  done: (failure: Error | null, stream: NodeJS.ReadableStream) => void,
) => void;
