// How is a package that lies on disk opened, packed or not, and closed whatever happens?
import { lstatSync, realpathSync } from "node:fs";
import { basename } from "node:path";
import type { ArchiveLimits, Problem, SyncByteSource, VerifiableFiles } from "@mayfly/core";
import { folderFiles } from "../folder/folder-files.ts";
import { walkFolder } from "../folder/walk-folder.ts";
import { openDescriptorSource } from "../system/descriptor-source.ts";

export type PackageAt =
  | { readonly kind: "archive"; readonly source: SyncByteSource }
  | { readonly kind: "folder"; readonly files: VerifiableFiles }
  /** A folder that holds more than `limits` allow, of which not all is known. */
  | { readonly kind: "too much"; readonly problems: readonly Problem[] };

/**
 * Opens the zip or the folder at `path` for the time that `use` takes; `path` itself may be a link, what lies in the
 * folder may not. The folder's own name is the package's top-level folder. Throws the system's error, and
 * `UnusableFile` for what is neither or changes meanwhile.
 */
export function withPackageAt<T>(path: string, limits: ArchiveLimits, use: (opened: PackageAt) => T): T {
  const place = realpathSync(path);
  if (lstatSync(place).isDirectory()) {
    const folder = walkFolder(place, basename(place), limits);
    if (!folder.complete) return use({ kind: "too much", problems: folder.problems });
    return use({ kind: "folder", files: folderFiles(folder) });
  }
  const source = openDescriptorSource(place);
  try {
    return use({ kind: "archive", source });
  } finally {
    source.close();
  }
}
