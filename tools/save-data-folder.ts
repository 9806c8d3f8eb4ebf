// How is a data folder kept as a dying server leaves it, with runs in every phase? `node tools/save-data-folder.ts`
//
// Run once for a format of the database, before the next one is made; the zip is a fixture that later versions must
// bring to the right ends. It says that the machine was started anew since, and times to live are a century, so that it
// means the same on every machine and day.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createFileRunOutputs,
  createFileSkillCatalog,
  createFileUploads,
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
} from "@mayfly/adapter-fs";
import { createScriptEngine } from "@mayfly/adapter-process";
import { openSqliteRecords } from "@mayfly/adapter-sqlite";
import { createMayfly, DEFAULT_PACKAGE_LIMITS, type Mayfly, type Run, type RunOptions } from "@mayfly/core";
import { createMemoryCounters, createRunSignals, memoryClock, memoryIds, silentLog } from "@mayfly/core/memory";
import { unzipSync } from "fflate";
import { createFaults, interceptedPorts } from "../packages/core/src/testing/intercepted-ports.ts";
import { skillZip } from "../packages/mayfly/src/testing/skill.ts";
import { zipInputs } from "../test-fixtures/zip-package.ts";
import { ROOT } from "./run/tool.ts";

const CENTURY = 100 * 366 * 24 * 3_600_000;
const PROGRAM = `
if (job.parameter.sleep) setInterval(() => {}, 1000);
else { fs.writeFileSync(path.join(job.artifacts_dir, "note.txt"), "kept"); finish({ told: job.parameter.word ?? null }); }
`;
const ZIP = skillZip("kept", { program: PROGRAM });
const REFUSED = skillZip("refused", { program: "", runner: { engines: [] } });

const folder = mkdtempSync(join(tmpdir(), "mayfly-save-"));
const data = join(folder, "data");
await save(data);
process.exit();

async function save(dataDir: string): Promise<void> {
  (await openDataFolder(dataDir))._unsafeUnwrap();
  putSkill(dataDir);
  const faults = createFaults();
  const records = (await openSqliteRecords(dataDir, { log: silentLog }))._unsafeUnwrap();
  const pool = createWorkerPool();
  const ports = interceptedPorts(
    {
      clock: memoryClock,
      ids: memoryIds,
      ...records,
      catalog: createFileSkillCatalog(dataDir, pool, { profile: "autoskill", packageLimits: DEFAULT_PACKAGE_LIMITS }),
      uploads: createFileUploads(dataDir),
      workspaces: createFileWorkspaces(dataDir, pool, "an earlier boot"),
      outputs: createFileRunOutputs(dataDir),
      judge: createPoolJudge(pool),
      engines: [await createScriptEngine({ sandbox: "none" })],
      signals: createRunSignals(),
      log: silentLog,
      counters: createMemoryCounters(),
    },
    faults.intercept,
  );
  const times = { uploadTtlMs: CENTURY, debugTtlMs: CENTURY, outputTtlMs: CENTURY, cacheTtlMs: CENTURY };
  const mayfly = createMayfly(ports, times);
  const briefOutputs = createMayfly(ports, { ...times, outputTtlMs: 1 });
  const briefUploads = createMayfly(ports, { ...times, uploadTtlMs: 1 });
  const saved: Record<string, string> = {};
  const keep = (name: string, { id }: Run): Run["id"] => (saved[name] = id);

  keep("succeeded", await ended(mayfly, await uploaded(mayfly, ZIP, { word: "one" })));
  keep("failed", await temporary(mayfly));
  await refused(mayfly, saved["failed"] ?? "");
  const canceled = await temporary(mayfly);
  (await mayfly.cancel({ id: keep("canceled", canceled), kind: "temporary" }))._unsafeUnwrap();
  keep("retained", await ended(mayfly, await uploaded(mayfly, ZIP, {}, { debug_keep_temp: true })));
  keep("outputs_due", await ended(briefOutputs, await uploaded(mayfly, ZIP, {})));
  keep("cached", await ended(mayfly, await job(mayfly, { word: "cached" })));
  keep("hit", await job(mayfly, { word: "cached" }));
  const unremoved = await uploaded(mayfly, ZIP, {});
  faults.fail("workspaces.remove");
  keep("removal_failed", await ended(mayfly, unremoved));
  faults.mend();

  keep("awaiting_upload", await temporary(mayfly));
  keep("upload_expired", await temporary(briefUploads));

  const cleaning = await uploaded(mayfly, ZIP, {});
  const removing = faults.hold("workspaces.remove");
  void ended(mayfly, cleaning);
  await removing.reached;
  keep("cleaning", cleaning);

  const running = await uploaded(mayfly, ZIP, { sleep: true });
  const recording = faults.holdAnswer("runs.commit");
  void ended(mayfly, running);
  await recording.reached;
  recording.release();
  keep("running", running);
  for (;;) {
    const { state } = (await mayfly.find({ id: running.id, kind: "temporary" }))._unsafeUnwrap();
    if (state.phase === "running" && state.process !== null) break;
  }

  keep("queued", await uploaded(mayfly, ZIP, { word: "queued" }));
  keep("leading", await job(mayfly, { word: "equal" }));
  keep("following", await job(mayfly, { word: "equal" }));

  const staging = faults.hold("workspaces.stage");
  const staged = await temporary(mayfly);
  void send(mayfly, staged, ZIP);
  await staging.reached;
  keep("staging", staged);

  const receiving = await temporary(mayfly);
  const session = (await mayfly.claimUpload({ id: receiving.id, kind: "temporary" }))._unsafeUnwrap();
  const half = Promise.withResolvers<void>();
  void session.receive("package", halfOf(half));
  await half.promise;
  keep("receiving", receiving);

  writeFileSync(join(dataDir, "saved.json"), `${JSON.stringify(saved, null, 2)}\n`);
  pack(dataDir);
}

function putSkill(dataDir: string): void {
  for (const [path, bytes] of Object.entries(unzipSync(ZIP))) {
    const target = join(dataDir, "skills", path);
    mkdirSync(join(target, ".."), { recursive: true });
    writeFileSync(target, bytes);
  }
}

async function temporary(mayfly: Mayfly, parameter = {}, options: Partial<RunOptions> = {}): Promise<Run> {
  return (await mayfly.create({ kind: "temporary", parameter, options }))._unsafeUnwrap();
}

async function job(mayfly: Mayfly, parameter: { readonly word: string }): Promise<Run> {
  return (await mayfly.createJob({ skillId: "kept", parameter }))._unsafeUnwrap();
}

async function send(mayfly: Mayfly, { id, kind }: Run, zip: Uint8Array): Promise<boolean> {
  const session = (await mayfly.claimUpload({ id, kind }))._unsafeUnwrap();
  const received = await session.receive("package", oneChunk(zip));
  return received.isOk() && (await session.finish()).isOk();
}

async function uploaded(
  mayfly: Mayfly,
  zip: Uint8Array,
  parameter: { readonly sleep?: boolean; readonly word?: string },
  options: Partial<RunOptions> = {},
): Promise<Run> {
  const run = await temporary(mayfly, parameter, options);
  if (!(await send(mayfly, run, zip))) throw new Error("The package was refused.");
  return run;
}

async function refused(mayfly: Mayfly, id: string): Promise<void> {
  const run = (await mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap();
  if (await send(mayfly, run, REFUSED)) throw new Error("The package was accepted.");
}

async function ended(mayfly: Mayfly, run: Run): Promise<Run> {
  const taken = (await mayfly.take())._unsafeUnwrap();
  if (taken?.run.id !== run.id) throw new Error("Another run was taken.");
  await taken.execute();
  return run;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The first half of a package; the rest never comes. */
async function* halfOf(told: PromiseWithResolvers<void>): AsyncGenerator<Uint8Array> {
  yield ZIP.subarray(0, ZIP.length / 2);
  told.resolve();
  await new Promise(() => undefined);
}

/** A copy is packed, with whatever SQLite has not written back yet: nobody writes any more. */
function pack(dataDir: string): void {
  const copy = join(folder, "copy");
  cpSync(dataDir, copy, { recursive: true });
  const files: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(copy, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(copy.length + 1)] = readFileSync(path);
  }
  const format = readFileSync(join(copy, "mayfly.db")).readUInt32BE(60);
  const target = join(ROOT, `test-fixtures/data-folders/format-${format}.zip`);
  mkdirSync(join(target, ".."), { recursive: true });
  writeFileSync(target, zipInputs(files));
  process.stdout.write(`${target}: ${Object.keys(files).length} files\n`);
  rmSync(folder, { recursive: true });
}
