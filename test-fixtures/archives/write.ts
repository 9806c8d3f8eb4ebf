// How are the archives that their descriptions make written into this folder? By `node test-fixtures/archives/write.ts`.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allFixtures } from "./all-fixtures.ts";
import { fileName } from "./archive-fixture.ts";

/** Replaces all that is in `accepted/` and `refused/` of `folder`. */
export function writeFixtures(folder: string): void {
  for (const verdict of ["accepted", "refused"]) {
    rmSync(join(folder, verdict), { recursive: true, force: true });
    mkdirSync(join(folder, verdict), { recursive: true });
  }
  for (const fixture of allFixtures) {
    if (fixture.inMemoryOnly !== true) writeFileSync(join(folder, fileName(fixture)), fixture.bytes());
  }
}

if (import.meta.main) writeFixtures(import.meta.dirname);
