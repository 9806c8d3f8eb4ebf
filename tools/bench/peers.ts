// How do other readers of zip archives read every file of one?
import { readFileSync } from "node:fs";
import { configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";
import AdmZip from "adm-zip";
import { unzipSync } from "fflate";
import JSZip from "jszip";
import unzipper from "unzipper";
import yauzl from "yauzl";

export type Contents = Map<string, Uint8Array>;
export type Reader = (path: string) => Contents | Promise<Contents>;

// In this process, as the others work.
configure({ useWebWorkers: false });

/** Each gives the content of every file by its name, and checks as much as it does by default. */
export const READERS: Readonly<Record<string, Reader>> = {
  yauzl: readByYauzl,
  fflate: (path) => new Map(Object.entries(unzipSync(readFileSync(path)))),
  jszip: readByJszip,
  "adm-zip": (path) => new Map(new AdmZip(path).getEntries().map((each) => [each.entryName, each.getData()])),
  unzipper: readByUnzipper,
  "zip.js": readByZipJs,
};

async function readByJszip(path: string): Promise<Contents> {
  const zip = await JSZip.loadAsync(readFileSync(path), { checkCRC32: true });
  const contents: Contents = new Map();
  for (const file of Object.values(zip.files)) if (!file.dir) contents.set(file.name, await file.async("uint8array"));
  return contents;
}

async function readByUnzipper(path: string): Promise<Contents> {
  const { files } = await unzipper.Open.file(path);
  const contents: Contents = new Map();
  for (const file of files) if (file.type === "File") contents.set(file.path, await file.buffer());
  return contents;
}

async function readByZipJs(path: string): Promise<Contents> {
  const reader = new ZipReader(new Uint8ArrayReader(readFileSync(path)), { checkSignature: true });
  const contents: Contents = new Map();
  for (const entry of await reader.getEntries()) {
    if (!entry.directory) contents.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  await reader.close();
  return contents;
}

function readByYauzl(path: string): Promise<Contents> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true }, (failure, zip) => {
      if (failure !== null) return reject(failure);
      const contents: Contents = new Map();
      zip.once("end", () => resolve(contents));
      zip.once("error", reject);
      zip.on("entry", (entry: yauzl.Entry) => {
        if (entry.fileName.endsWith("/")) return zip.readEntry();
        zip.openReadStream(entry, (broken, stream) => {
          if (broken !== null) return reject(broken);
          const chunks: Buffer[] = [];
          stream.on("data", (chunk: Buffer) => chunks.push(chunk));
          stream.once("error", reject);
          stream.once("end", () => {
            contents.set(entry.fileName, Buffer.concat(chunks));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
