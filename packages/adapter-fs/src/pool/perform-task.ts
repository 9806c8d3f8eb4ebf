// How is a task answered, in the thread?
import { zlibCrc32 } from "../inflate/zlib-crc32.ts";
import { zlibInflate } from "../inflate/zlib-inflate.ts";
import { extractArchive } from "../workspaces/extract-archive.ts";
import type { PoolAnswers, PoolTask } from "./pool-task.ts";
import { withSource } from "./sync-source.ts";

const CODECS = { inflate: zlibInflate, checksum: zlibCrc32 };

/** Does `task` at once. Throws the system's errors. */
export function performTask(task: PoolTask): PoolAnswers[keyof PoolAnswers] {
  switch (task.kind) {
    case "extract":
      return withSource(task.archive, (source) => extractArchive(source, task.limits, task.target, task.strip, CODECS));
    default:
      throw new Error("not there yet");
  }
}
