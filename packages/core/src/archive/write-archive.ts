// What is the canonical archive of a tree? (checklist, canonical archive)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import { canonicalDeflate } from "../bytes/canonical-deflate.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { joined } from "../bytes/joined.ts";
import { checkPath } from "../path/check-path.ts";
import { findCollisions } from "../path/find-collisions.ts";
import { MAX_PATH_LIMITS } from "../path/path-limits.ts";
import type { Problem } from "../problem/problem.ts";
import { centralHeader, endRecords, localHeader } from "./canonical-headers.ts";
import type { CanonicalEntry } from "./canonical-headers.ts";
import { DEFLATED, STORED } from "./form-rules.ts";
import { sortedByName } from "./sorted-by-name.ts";

export interface ContentFile {
  /** Relative, with `/` between segments. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly executable?: boolean;
}

/**
 * The canonical archive of `files`: names in UTF-8 NFC, sorted, deflated by the pinned fflate where that is smaller, no
 * folders, one fixed date. Equal trees make equal bytes on every platform. Refused with the `PATH_` problems of names
 * that are not safe everywhere, or not apart.
 */
export function writeArchive(files: readonly ContentFile[]): Result<Uint8Array, readonly Problem[]> {
  const named = sortedByName(files);
  const problems = named.flatMap(({ path }) => checkPath(path, MAX_PATH_LIMITS));
  if (problems.length === 0) {
    problems.push(...findCollisions(named.map(({ path }) => ({ path, kind: "file" }))).problems);
  }
  if (problems.length > 0) return err(problems);

  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { file, rawName } of named) {
    const { method, data } = compressed(file.bytes);
    const entry: CanonicalEntry = {
      rawName,
      method,
      crc32: tableCrc32.crc32(file.bytes),
      compressedSize: data.length,
      size: file.bytes.length,
      executable: file.executable === true,
      localOffset: offset,
    };
    const header = localHeader(entry);
    parts.push(header, data);
    central.push(centralHeader(entry));
    offset += header.length + data.length;
  }
  const directory = joined(central);
  return ok(joined([...parts, directory, endRecords(named.length, offset, directory.length)]));
}

function compressed(bytes: Uint8Array): { method: typeof STORED | typeof DEFLATED; data: Uint8Array } {
  const deflated = canonicalDeflate(bytes);
  return deflated.length < bytes.length ? { method: DEFLATED, data: deflated } : { method: STORED, data: bytes };
}
