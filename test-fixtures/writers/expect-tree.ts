// Does an archive give back the tree that a writer was given?
import type { ContentFile } from "@mayfly/core";
import { expect } from "vitest";
import { readTree } from "./read-tree.ts";
import type { Writer } from "./writer.ts";

/** Expects `archive` to be accepted, with these files and no others, and nothing to normalise that was not announced. */
export function expectTree(
  archive: Uint8Array,
  files: readonly ContentFile[],
  { keepsExecutable, notes = [] }: Pick<Writer, "keepsExecutable" | "notes">,
): void {
  const read = readTree(archive);
  expect([...read.files.keys()].toSorted()).toEqual(files.map(({ path }) => path).toSorted());
  for (const { path, bytes, executable } of files) {
    const found = read.files.get(path);
    // Comparing large contents element by element would take longer than everything else.
    expect(Buffer.compare(found?.bytes ?? Buffer.of(), bytes), path).toBe(0);
    if (keepsExecutable) expect(found?.entry.executable, path).toBe(executable === true);
  }
  for (const { code } of read.archive.normalisations) expect(notes).toContain(code);
}
