// How do other readers of zip archives read every file of one, or extract it?
import { rm } from "node:fs/promises";
import AdmZip from "adm-zip";
import { unzipSync } from "fflate";
import JSZip from "jszip";
import yauzl from "yauzl";
import type { Work } from "./bench.ts";

/** Each gives the total size of the content, and checks as much as it does by default. */
export function readers(archive: Uint8Array): Record<string, Work> {
  const buffer = Buffer.from(archive);
  return {
    yauzl: () => withYauzl(buffer),
    fflate: () => total(Object.values(unzipSync(archive))),
    jszip: () => withJszip(buffer),
    "adm-zip": () => total(new AdmZip(buffer).getEntries().map((each) => each.getData())),
  };
}

/** Extracts `archive` into `folder` and removes it again. */
export function extractor(archive: Uint8Array, folder: string): Work {
  const buffer = Buffer.from(archive);
  return async () => {
    new AdmZip(buffer).extractAllTo(folder);
    await rm(folder, { recursive: true });
  };
}

function total(contents: readonly Uint8Array[]): number {
  return contents.reduce((sum, each) => sum + each.length, 0);
}

async function withJszip(buffer: Buffer): Promise<number> {
  const zip = await JSZip.loadAsync(buffer, { checkCRC32: true });
  const contents: Uint8Array[] = [];
  for (const file of Object.values(zip.files)) if (!file.dir) contents.push(await file.async("uint8array"));
  return total(contents);
}

function withYauzl(buffer: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(buffer, { lazyEntries: true }, (failure, zip) => {
      if (failure !== null) return reject(failure);
      let sum = 0;
      zip.once("end", () => resolve(sum));
      zip.once("error", reject);
      zip.on("entry", (entry: yauzl.Entry) => {
        if (entry.fileName.endsWith("/")) return zip.readEntry();
        zip.openReadStream(entry, (broken, stream) => {
          if (broken !== null) return reject(broken);
          stream.on("data", (chunk: Buffer) => (sum += chunk.length));
          stream.once("error", reject);
          stream.once("end", () => zip.readEntry());
        });
      });
      zip.readEntry();
    });
  });
}
