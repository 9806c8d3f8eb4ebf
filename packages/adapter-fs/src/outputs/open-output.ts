// How are the bytes of one kept file read?
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { OpenedFile, OutputFile } from "@mayfly/core";
import { READ_SAFELY } from "../system/open-flags.ts";
import { readChunks } from "../system/read-chunks.ts";
import { physicalPath } from "./manifest-file.ts";

/** A file of a sealed run, below `folder`; it is opened only when its bytes are asked for. */
export function openOutput(folder: string, file: OutputFile): OpenedFile {
  return {
    file,
    async *stream(start, end) {
      if (start < 0 || end > file.size || start > end) {
        throw new RangeError(`Cannot read ${start} to ${end}: ${file.path} has ${file.size} bytes.`);
      }
      const handle = await open(join(folder, physicalPath(file.path)), READ_SAFELY);
      try {
        const stats = await handle.stat();
        if (!stats.isFile() || stats.size !== file.size)
          throw new Error(`Cannot read ${file.path}: it changed in size.`);
        let at = start;
        for await (const piece of readChunks(handle, start, end)) {
          at += piece.length;
          yield piece;
        }
        if (at < end) throw new Error(`Cannot read on in ${file.path}: it became shorter.`);
      } finally {
        await handle.close();
      }
    },
  };
}
