// Does the audit find damage? A server's real data folder is damaged by hand, each time in one way.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openLaboratory, type Laboratory } from "../lab/laboratory.ts";
import { clientOf } from "../load/client.ts";
import { emptyJournal, type Journal, type ToldRun } from "../load/journal.ts";
import { loadPackages, WRITER, writerVersion } from "../load/packages.ts";
import { audit } from "./audit.ts";
import { auditProcesses } from "./audit-processes.ts";
import { readRecords, type RunRecord } from "./records.ts";

const journal = emptyJournal();
let laboratory: Laboratory;
let whole: string;
let told: { readonly primes: ToldRun; readonly job: ToldRun; readonly kept: ToldRun; readonly awaiting: ToldRun };

beforeAll(async () => {
  const packages = await loadPackages();
  laboratory = openLaboratory(journal);
  const server = laboratory.start(null);
  const client = clientOf(String(await server.listening), journal);
  await client.install(writerVersion(1));
  await client.install(writerVersion(2));
  const wishes = [
    packages.primes(),
    packages.job(1, 0),
    packages.writer(1, 0, { options: { debug_keep_temp: true } }),
    packages.primes(),
  ];
  const runs: ToldRun[] = [];
  for (const wanted of wishes) {
    const run = await client.create(wanted);
    if (run === null) throw new Error("A run was refused.");
    runs.push(run);
  }
  const [primes, job, kept, awaiting] = runs as [ToldRun, ToldRun, ToldRun, ToldRun];
  for (const run of [primes, kept]) await client.upload(run);
  for (const run of [primes, job, kept]) expect(await client.untilEnd(run)).toBe("succeeded");
  await server.ask("sweep");
  expect(await server.stop()).toBe(0);
  told = { primes, job, kept, awaiting };
  whole = laboratory.dataDir;
});
afterAll(() => laboratory.remove());

let dataDir: string;
beforeEach(() => {
  dataDir = join(laboratory.root, "damaged");
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(whole, dataDir, { recursive: true });
});

const found = (by: Journal = journal, sweptAt = 0): readonly string[] =>
  audit(dataDir, by, sweptAt).map(({ promise, message }) => `${promise}: ${message}`);

const record = ({ id }: ToldRun): RunRecord => {
  const run = readRecords(dataDir).runs.get(id);
  if (run === undefined) throw new Error(`There is no run ${id}.`);
  return run;
};

const outputsOf = (run: ToldRun): string =>
  join(dataDir, "runs", sha256(record(run).outputs).slice(0, 2), record(run).outputs);

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function change(sql: string, ...values: (string | number)[]): void {
  const db = new DatabaseSync(join(dataDir, "mayfly.db"));
  db.prepare(sql).run(...values);
  db.close();
}

/** A journal in which a client was told otherwise. */
function toldOtherwise(run: ToldRun, otherwise: Partial<ToldRun>): Journal {
  return { ...journal, runs: new Map(journal.runs).set(run.id, { ...run, ...otherwise }) };
}

test("a folder without damage is found good", () => {
  expect(found()).toEqual([]);
});

describe("the audit finds", () => {
  test.each([
    ["a file at the top", "stray.txt"],
    ["a file beside the temporary folders", "tmp/probe.1"],
    ["a file in the trash", "tmp/trash/x"],
    ["what an install left", "tmp/installs/x"],
    ["something that is no shard", "runs/x"],
  ])("%s", (_, path) => {
    mkdirSync(join(dataDir, path, ".."), { recursive: true });
    writeFileSync(join(dataDir, path), "");
    expect(found()).toEqual([`no temporary file: ${path} is left`]);
  });

  test.each(["primes", "awaiting"] as const)("a temporary file of a run that has none any more (%s)", (which) => {
    mkdirSync(join(dataDir, "tmp", told[which].id, "work.a"), { recursive: true });
    expect(found()).toEqual([expect.stringContaining(`no temporary file: tmp/${told[which].id}`)]);
  });

  test("retained files that are gone, or should be", () => {
    expect(found(journal, Date.now() + 25 * 3_600_000)).toEqual([
      `no temporary file: tmp/${told.kept.id}, which expired, is left`,
    ]);
    rmSync(join(dataDir, "tmp", told.kept.id), { recursive: true });
    expect(found()).toEqual([expect.stringContaining("says that its files are retained, and they are gone")]);
  });

  test("outputs that belong to nobody", () => {
    mkdirSync(join(dataDir, "runs/aa/01m8fgp7e43eedk6hzmgmt2hh0"), { recursive: true });
    expect(found()).toEqual(["no outputs of nobody: runs/aa/01m8fgp7e43eedk6hzmgmt2hh0 belongs to no record"]);
  });

  test("an artifact that changed, is gone, or was added", () => {
    const artifacts = join(outputsOf(told.primes), "artifacts");
    const report = readFileSync(join(artifacts, "report.md"));
    appendFileSync(join(artifacts, "report.md"), "x");
    expect(found()).toEqual([expect.stringContaining("artifacts/report.md is not what the manifest says")]);
    rmSync(join(artifacts, "report.md"));
    expect(found()).toEqual([expect.stringContaining("artifacts/report.md is not there")]);
    writeFileSync(join(artifacts, "report.md"), report);
    writeFileSync(join(artifacts, "more.txt"), "");
    expect(found()).toEqual([expect.stringContaining("artifacts/more.txt is named by no manifest")]);
  });

  test("outputs that agree with their manifest and not with what the package makes", () => {
    const folder = outputsOf(told.primes);
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
      files: { path: string; size: number; sha256: string }[];
    };
    const [file] = manifest.files.filter(({ path }) => path === "artifacts/primes.csv");
    Object.assign(file ?? {}, { size: 1, sha256: sha256("x") });
    writeFileSync(join(folder, "artifacts/primes.csv"), "x");
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
    expect(found()).toEqual([expect.stringContaining("has other artifacts: primes.csv")]);
  });

  test("outputs without a manifest", () => {
    rmSync(join(outputsOf(told.job), "manifest.json"));
    expect(found()).toEqual([expect.stringContaining("there is no manifest")]);
  });

  test("a lost row, of a run and of an install", () => {
    change("DELETE FROM runs WHERE id = ?", told.awaiting.id);
    expect(found()).toEqual([`no run lost: run ${told.awaiting.id} (prime-check) has no record`]);
    change("DELETE FROM installs");
    expect(found().filter((each) => each.startsWith("no run lost: install"))).toHaveLength(2);
  });

  test("a second end", () => {
    const { id, version, document, phase } = record(told.primes);
    change("INSERT INTO history VALUES (?, '', ?, 'end', ?, 0)", id, version + 1, phase);
    const after = JSON.stringify({ ...document, version: version + 1 });
    change("UPDATE runs SET version = ?, document = ? WHERE id = ?", version + 1, after, id);
    expect(found()).toEqual([`one end: run ${id} ended 2 times, entered an end 1 times, and is succeeded`]);
  });

  test("a history with a hole, and a row that is not its document", () => {
    const { id } = record(told.primes);
    change("DELETE FROM history WHERE id = ? AND version = 2", id);
    change("UPDATE runs SET phase = 'canceled' WHERE id = ?", id);
    expect(found()).toEqual(
      expect.arrayContaining([expect.stringContaining("one end: run"), expect.stringContaining("has version")]),
    );
  });

  test("a run that is stuck", () => {
    change("UPDATE runs SET cache_key = 'x' WHERE id = ?", told.awaiting.id);
    expect(found()).toEqual([`no run stuck: run ${told.awaiting.id} stays awaiting_upload`]);
  });

  test("an end that is not the one that was told, asked for or confirmed", () => {
    const { primes, awaiting, job } = told;
    const failed = { status: "failed", code: "RUN_KILLED" };
    expect(found(toldOtherwise(primes, { seen: failed }))).toEqual([
      expect.stringContaining("was told as failed RUN_KILLED"),
    ]);
    expect(found(toldOtherwise(primes, { cancel: "granted" }))).toEqual([
      expect.stringContaining("was canceled and is succeeded"),
    ]);
    expect(found(toldOtherwise(awaiting, { started: "granted" }))).toEqual([
      expect.stringContaining("was started and is awaiting_upload"),
    ]);
    expect(found(toldOtherwise(job, { delete: "granted" }))).toEqual([
      expect.stringContaining("was deleted and is there"),
    ]);
    expect(found({ ...journal, oddities: ["GET / was answered 500"] })).toEqual(["as told: GET / was answered 500"]);
  });

  test("a skill that is half of one, and a version that was replaced and is not kept", () => {
    writeFileSync(join(dataDir, "skills", WRITER, "scripts/left.mjs"), "");
    expect(found()).toEqual([
      `skills whole: skills/${WRITER} is no version that was sent`,
      ...Array(2).fill(expect.stringContaining("is not there")),
    ]);
    cpSync(join(whole, "skills"), join(dataDir, "skills"), { recursive: true });
    rmSync(join(dataDir, "skills-archive"), { recursive: true });
    expect(found()).toEqual([`skills whole: ${WRITER} 1.0.1 was replaced, and is not in the archive`]);
  });

  test.runIf(process.platform === "linux")("a process that is left, by what it was given", async () => {
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], {
      env: { JOB: join(dataDir, "job") },
    });
    await once(child, "spawn");
    const [left, ...more] = await auditProcesses(dataDir, [], null, 200);
    expect(left?.message).toContain(`process ${child.pid}:`);
    expect(more).toEqual([]);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await auditProcesses(dataDir, [], null)).toEqual([]);
  });
});
