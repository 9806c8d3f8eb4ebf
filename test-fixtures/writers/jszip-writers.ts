// How does jszip write archives?
import JSZip from "jszip";
import { modeOf } from "./writer.ts";
import type { Writer } from "./writer.ts";

const STREAMED = [false, true] as const;
const PLATFORMS = ["DOS", "UNIX"] as const;
const COMPRESSIONS = ["STORE", "DEFLATE"] as const;

export const jszipWriters: readonly Writer[] = [
  ...STREAMED.flatMap((streamFiles) =>
    PLATFORMS.flatMap((platform) =>
      COMPRESSIONS.map((compression) => writer({ streamFiles, platform, compression }, false)),
    ),
  ),
  writer({ streamFiles: false, platform: "UNIX", compression: "DEFLATE", comment: "größer" }, true),
];

function writer(options: JSZip.JSZipGeneratorOptions<"uint8array">, createFolders: boolean): Writer {
  const { streamFiles, platform, compression } = options;
  return {
    name: `jszip: ${platform}, ${compression}${streamFiles === true ? ", streamed" : ""}${createFolders ? ", folders" : ""}`,
    keepsExecutable: platform === "UNIX",
    write(files) {
      const zip = new JSZip();
      for (const file of files)
        zip.file(file.path, file.bytes, { createFolders, unixPermissions: 0o100000 | modeOf(file) });
      return zip.generateAsync({ ...options, type: "uint8array" });
    },
  };
}
