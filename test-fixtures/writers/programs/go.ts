// How does Go's archive/zip write archives?
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";
import type { ProgramWriter } from "./program.ts";

export const GO_VERSION = ["version"];

const SOURCE = join(import.meta.dirname, "write-zip.go");

/** By name: what it keeps, and what it leaves out. */
const MODES: Readonly<Record<string, Pick<ProgramWriter, "keepsExecutable" | "notes">>> = {
  deflated: { keepsExecutable: true },
  stored: { keepsExecutable: true },
  raw: { keepsExecutable: true, notes: ["ARCHIVE_NAME_FLAG_MISSING"] },
  plain: { keepsExecutable: false, notes: ["ARCHIVE_DATE_CLAMPED"] },
};

export const go: readonly ProgramWriter[] = Object.entries(MODES).map(([mode, kept]) => ({
  name: `go, archive/zip, ${mode}`,
  program: "go",
  ...kept,
  write(folder, work) {
    // Compiling takes longer than everything else, so one start writes in every mode.
    const made = join(work, "..", "go");
    if (!existsSync(join(made, `${mode}.zip`))) writeAll(folder, made);
    return readFileSync(join(made, `${mode}.zip`));
  },
}));

/** Without the network, and without leaving anything in the caches of whoever runs the tests. */
function writeAll(folder: string, made: string): void {
  mkdirSync(made);
  run("go", ["run", SOURCE, folder, made], made, {
    GOTOOLCHAIN: "local",
    GOPROXY: "off",
    GOFLAGS: "",
    GO111MODULE: "off",
    GOCACHE: join(made, "cache"),
    GOTMPDIR: made,
    CGO_ENABLED: "0",
  });
}
