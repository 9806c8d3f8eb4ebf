// Is what every ended run left whole, to the byte?
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Journal } from "../load/journal.ts";
import { finding, type Finding } from "./finding.ts";
import { TERMINAL, type Records, type RunRecord } from "./records.ts";

interface Manifest {
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

const RESULT_STATUS: Readonly<Record<string, string>> = {
  succeeded: "success",
  failed: "failed",
  canceled: "canceled",
};

export function auditOutputs(dataDir: string, { runs, cached }: Records, journal: Journal): Finding[] {
  const findings: Finding[] = [];
  const bad = new Set<string>();
  const outputs = new Set([...[...runs.values()].filter(isOver).map((run) => run.outputs), ...cached]);
  for (const id of outputs) {
    const wrong = wrongWith(outputsFolder(dataDir, id));
    if (wrong === null) continue;
    bad.add(id);
    findings.push(finding("outputs whole", `the outputs of ${id}: ${wrong}`));
  }
  for (const run of [...runs.values()].filter((each) => isOver(each) && !bad.has(each.outputs))) {
    const wrong = wrongFor(run, outputsFolder(dataDir, run.outputs), journal);
    if (wrong !== null) findings.push(finding("outputs whole", `run ${run.id} ${wrong}`));
  }
  return findings;
}

function isOver({ phase }: RunRecord): boolean {
  return TERMINAL.includes(phase);
}

/** Where outputs lie is part of what is audited, so it is said here once more. */
export function outputsFolder(dataDir: string, id: string): string {
  return join(dataDir, "runs", createHash("sha256").update(id).digest("hex").slice(0, 2), id);
}

/** Whether the folder holds what its manifest names, and nothing else. */
function wrongWith(folder: string): string | null {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as Manifest;
  } catch {
    return "there is no manifest";
  }
  const named = new Set(["manifest.json"]);
  for (const { path, size, sha256 } of manifest.files) {
    const file = path === "result/result.json" ? "result.json" : path;
    named.add(file);
    const bytes = bytesOf(join(folder, file));
    if (bytes === null) return `${path} is not there`;
    if (bytes.length !== size || createHash("sha256").update(bytes).digest("hex") !== sha256)
      return `${path} is not what the manifest says`;
  }
  if (!named.has("result.json")) return "the manifest names no result";
  const there = readdirSync(folder, { recursive: true, withFileTypes: true });
  const stray = there
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .find((path) => !named.has(path));
  return stray === undefined ? null : `${stray} is named by no manifest`;
}

function wrongFor(run: RunRecord, folder: string, journal: Journal): string | null {
  const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as Record<string, unknown>;
  if (result["status"] !== RESULT_STATUS[run.phase])
    return `is ${run.phase}, and its result says ${String(result["status"])}`;
  const told = journal.runs.get(run.id);
  if (run.phase !== "succeeded" || told === undefined) return null;
  const paths = result["artifacts"] as readonly string[];
  const digests = paths.map((path) => {
    const bytes = bytesOf(join(folder, path)) ?? "";
    return [path.replace(/^artifacts\//, ""), createHash("sha256").update(bytes).digest("hex")] as const;
  });
  return told.wanted.check({ data: result["data"], artifacts: new Map(digests) });
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
