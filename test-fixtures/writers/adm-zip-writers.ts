// How does adm-zip write archives?
import AdmZip from "adm-zip";
import { modeOf } from "./writer.ts";
import type { Writer } from "./writer.ts";

const STORED = 0;
const DEFLATED = 8;

export const admZipWriters: readonly Writer[] = [
  writer("deflated", (zip) => zip.toBuffer(), { method: DEFLATED }),
  writer("stored", (zip) => zip.toBuffer(), { method: STORED }),
  writer("in the order of adding", (zip) => zip.toBuffer(), { noSort: true }),
  writer("later", (zip) => zip.toBufferPromise(), {}),
];

function writer(
  mode: string,
  finish: (zip: AdmZip) => Buffer | Promise<Buffer>,
  options: Partial<AdmZip.InitOptions>,
): Writer {
  return {
    name: `adm-zip: ${mode}`,
    keepsExecutable: true,
    async write(files) {
      const zip = new AdmZip(options);
      for (const file of files) zip.addFile(file.path, Buffer.from(file.bytes), "", modeOf(file));
      return Uint8Array.from(await finish(zip));
    },
  };
}
