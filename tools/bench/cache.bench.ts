// How long does a job take that need not run, next to a mere create? Over the records and files that a server has.
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createFileRunOutputs,
  createFileUploads,
  createFileWorkspaces,
  createPoolJudge,
  createWorkerPool,
  openDataFolder,
} from "@mayfly/adapter-fs";
import { openSqliteRecords } from "@mayfly/adapter-sqlite";
import {
  bufferSource,
  createMayfly,
  validateArchive,
  writeStoredArchive,
  type Engine,
  type Run,
  type SkillCatalog,
} from "@mayfly/core";
import { createRunSignals, memoryClock, memoryIds, silentLog } from "@mayfly/core/memory";
import { ok } from "neverthrow";
import type { Bench, Contest } from "./bench.ts";

const SCHEMA = JSON.stringify({ type: "object" });
const SCHEMAS = Object.fromEntries(["input", "parameter", "output"].map((kind) => [kind, `assets/${kind}.json`]));
const FILES = {
  "demo/SKILL.md": "---\nname: demo\ndescription: Answers nothing, quickly.\n---\n",
  "demo/main.mjs": "",
  "demo/assets/runner.json": JSON.stringify({
    id: "demo",
    engines: ["script"],
    entrypoint: { script: "main.mjs" },
    schemas: SCHEMAS,
    artifacts: [{ role: "letters", pattern: "*" }],
  }),
  ...Object.fromEntries(Object.values(SCHEMAS).map((path) => [`demo/${path}`, SCHEMA])),
};
const PACKAGE = writeStoredArchive(
  Object.entries(FILES).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })),
);

/** One skill, judged beforehand, as a catalog keeps it that looks only at what has changed. */
function catalogOf(zip: Uint8Array): SkillCatalog {
  const source = bufferSource(zip);
  const skill = { id: "demo", report: validateArchive(source), changedAt: 0 };
  return {
    page: async () => ok({ skills: [skill], nextCursor: null }),
    find: async () => ok(skill),
    schemas: async () => ok(null),
    pack: async () => ok({ skill, package: source }),
  };
}

/** Writes an output document, and three artifacts for a hit to look through. */
const engine: Engine = {
  name: "script",
  describe: () => ({
    name: "script",
    available: true,
    reason: null,
    models: null,
    version: "1",
    network: "none",
    wall: "none",
  }),
  refuses: () => null,
  async execute({ paths, started }) {
    await started({ pid: 0, startTime: "", bootId: "" });
    await writeFile(paths.outputPath, "{}");
    for (const name of ["a", "b", "c"]) await writeFile(join(paths.artifactsDir, name), name.repeat(4096));
    return ok({ kind: "exited", code: 0 });
  },
  reap: async () => ok(),
};

const folder = await mkdtemp(join(tmpdir(), "mayfly-bench-"));
const data = (await openDataFolder(join(folder, "data")))._unsafeUnwrap().path;
const pool = createWorkerPool();
const { runs, queue, cache, close } = (await openSqliteRecords(data))._unsafeUnwrap();
const mayfly = createMayfly({
  clock: memoryClock,
  ids: memoryIds,
  runs,
  queue,
  cache,
  uploads: createFileUploads(data),
  workspaces: createFileWorkspaces(data, pool),
  outputs: createFileRunOutputs(data),
  judge: createPoolJudge(pool),
  engines: [engine],
  signals: createRunSignals(),
  catalog: catalogOf(PACKAGE),
  log: silentLog,
});

const born: Run[] = [];

async function create(): Promise<Run> {
  const run = (await mayfly.create({ kind: "temporary", parameter: { limit: 4 } }))._unsafeUnwrap();
  born.push(run);
  return run;
}

async function createJob(): Promise<Run> {
  const run = (await mayfly.createJob({ skillId: "demo", parameter: { limit: 4 } }))._unsafeUnwrap();
  born.push(run);
  return run;
}

/** The least that a server does around either: a request that is read, and an answer that is written. */
const server = createServer((request, response) => {
  request.resume().once("end", () => void answer(request.url, response));
});

async function answer(url: string | undefined, response: ServerResponse): Promise<void> {
  const { id, cache: use } = await (url === "/jobs" ? createJob() : create());
  response.setHeader("Content-Type", "application/json").end(JSON.stringify({ request_id: id, hit: use.hit }));
}

server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

async function post(path: string): Promise<{ readonly hit: boolean | null }> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: "{}" });
  return (await answer.json()) as { hit: boolean | null };
}

async function cachedJob(): Promise<void> {
  if ((await post("/jobs")).hit !== true) throw new Error("The job is no hit.");
}

/** Records alone: what the hits point to stays for the next. */
async function forget(): Promise<void> {
  for (const { id, version } of born.splice(0)) (await runs.forget(id, version))._unsafeUnwrap();
}

const leader = await createJob();
await (await mayfly.take())._unsafeUnwrap()?.execute();
if ((await runs.find(leader.id))._unsafeUnwrap()?.state.phase !== "succeeded") throw new Error("The job failed.");
born.length = 0;
// A hit comes later, when the system's times of the files can be told from those of a change.
await new Promise((resolve) => setTimeout(resolve, 2500));

const contest: Contest = {
  case: "a job without files",
  subject: "answered from the cache",
  work: cachedJob,
  peers: { "a create": () => post("/runs") },
  after: forget,
};

async function end(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await mayfly.stop();
  await pool.close();
  close();
  await rm(folder, { recursive: true, force: true });
}

export default { contests: [contest], end } satisfies Bench;
