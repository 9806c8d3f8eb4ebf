// How is an archive that was named on the command line opened, and closed whatever happens?
import { realpathSync } from "node:fs";
import type { SyncByteSource } from "@mayfly/core";
import { openDescriptorSource } from "../archive-tools.ts";

/** Opens `file` for the time that `use` takes; a link on the command line is the caller's own. Throws the system's error. */
export function withArchive<T>(file: string, use: (source: SyncByteSource) => T): T {
  const source = openDescriptorSource(realpathSync(file));
  try {
    return use(source);
  } finally {
    source.close();
  }
}
