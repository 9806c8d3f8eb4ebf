// Is what is installed, cached and found untouched by temporary runs: of its name, of its content, and by one that tries
// to install? (req C1, C2, C4)
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, create, read, runOnce, until, upload, type Json } from "./testing/http-steps.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";
import { writeSkill } from "./testing/write-skill.ts";

const JOBS = "/v1/jobs";
const TIMES = 15;
const PATIENCE_MS = 180_000;

/** Tells whose content it is, and which execution of it. */
const telling = (whose: string): string => `
console.log("this is the ${whose} one");
fs.writeFileSync(path.join(job.artifacts_dir, "note.txt"), "${whose}");
finish({ whose: "${whose}", n: job.parameter.n, execution: crypto.randomUUID() });`;
const INSTALLED = telling("installed");
const TEMPORARY = telling("temporary");

/** Everything on disk, in the records and in the answers that says what is installed and what is cached. */
async function livingState({
  url,
  dataDir,
}: Served): Promise<{ readonly cache: readonly Json[]; readonly rest: Json }> {
  const discovery: Record<string, string> = {};
  for (const path of ["/v1/skills", "/v1/skills?q=twin", "/v1/skills/twin", "/v1/skills/evil"]) {
    discovery[path] = await (await fetch(`${url}${path}`)).text();
  }
  const records = new DatabaseSync(join(dataDir, "mayfly.db"), { readOnly: true });
  const rows = (sql: string): Json[] => records.prepare(sql).all();
  const cache = rows("SELECT * FROM cache_entries ORDER BY created_at, key");
  const installs = rows("SELECT * FROM installs ORDER BY id");
  records.close();
  return {
    cache,
    rest: { discovery, installs, files: { ...below(dataDir, "skills"), ...below(dataDir, "skills-archive") } },
  };
}

/** All that stands below a folder, by path: when it was changed, and what is in it. */
function below(dataDir: string, folder: string): Record<string, string> {
  const root = join(dataDir, folder);
  const all =
    statSync(root, { throwIfNoEntry: false }) === undefined
      ? []
      : readdirSync(root, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    all.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { ino, mode, ctimeNs } = statSync(path, { bigint: true });
      return [path, `${ino} ${mode} ${ctimeNs} ${entry.isFile() ? readFileSync(path).toString("hex") : ""}`];
    }),
  );
}

const times = <T>(body: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: TIMES }, (_, n) => body(n)));

describe("beside an installed skill", () => {
  const data = freshDataDir();
  let server: Served;
  beforeAll(async () => {
    writeSkill(join(data.path, "skills"), "twin", { program: INSTALLED });
    server = await served(data.path);
  });
  afterAll(async () => {
    expect(await server.end()).toBe(0);
    data.remove();
  });

  async function job(n: number): Promise<Json> {
    const { body } = await create(server.url, { skill_id: "twin", parameter: { n } }, JOBS);
    return until(server.url, String(body["request_id"]), undefined, JOBS);
  }
  const temporary = (program: string, n: number): Promise<Json> =>
    runOnce(server.url, skillZip("twin", { program }), { parameter: { n } });

  /** Holds a run to have ended with what `whose` content makes of `n`; answers which execution made it. */
  async function executionOf(status: Json, whose: string, n: number): Promise<string> {
    expect(status).toMatchObject({ status: "succeeded", skill_id: "twin", error: null });
    const route = "cache_hit" in status ? JOBS : "/v1/temp-skill-runs";
    const id = String(status["request_id"]);
    const { body } = await read(server.url, id, "/result", route);
    expect(body["result"].data).toMatchObject({ whose, n });
    expect((await read(server.url, id, "/logs", route)).body["stdout"]).toBe(`this is the ${whose} one\n`);
    expect(await (await fetch(`${server.url}${route}/${id}/artifacts/note.txt`)).text()).toBe(whose);
    return String(body["result"].data.execution);
  }

  test(
    "temporary runs of its name use their own content while it runs and fills the cache, and the cache is its alone",
    async () => {
      const before = await livingState(server);
      expect(before.rest["discovery"]["/v1/skills/twin"]).toContain('"valid":true');
      const [jobs, runs] = await Promise.all([times(job), times((n) => temporary(TEMPORARY, n))]);
      const executions = new Set<string>();
      for (const [n, status] of jobs.entries()) executions.add(await executionOf(status, "installed", n));
      for (const [n, status] of runs.entries()) {
        expect(status).not.toHaveProperty("cache_hit");
        executions.add(await executionOf(status, "temporary", n));
      }
      expect(executions.size).toBe(2 * TIMES);
      const after = await livingState(server);
      expect(after.rest).toEqual(before.rest);
      // One entry a job, which points to what that job left.
      expect(after.cache).toHaveLength(TIMES);
      expect(new Set(after.cache.map((entry) => entry["outputs"]))).toEqual(
        new Set(jobs.map((each) => each["request_id"])),
      );
    },
    PATIENCE_MS,
  );

  test(
    "they take nothing out of the cache either, not even for the very same content, and leave every entry as it was",
    async () => {
      const before = await livingState(server);
      const known = new Set<string>();
      for (const [n, status] of (await times(job)).entries()) {
        expect(status["cache_hit"]).toBe(true);
        known.add(await executionOf(status, "installed", n));
      }
      // A hit is counted, and puts the end of its entry off: that is all that changed.
      const hit = await livingState(server);
      expect(hit.cache.map((entry) => ({ ...entry, expires_at: 0 }))).toEqual(
        before.cache.map((entry) => ({ ...entry, expires_at: 0, hits: entry["hits"] + 1 })),
      );
      const runs = await times((n) => temporary(n % 2 === 0 ? INSTALLED : TEMPORARY, n));
      for (const [n, status] of runs.entries()) {
        const execution = await executionOf(status, n % 2 === 0 ? "installed" : "temporary", n);
        expect(known.has(execution), `run ${n} was given what a job left`).toBe(false);
      }
      expect(await livingState(server)).toEqual(hit);
    },
    PATIENCE_MS,
  );
});

/** Installs over HTTP at every address that it can think of, and by hand; tells how far it came. */
const INSTALLING = `
const { port, skills, evil } = job.parameter;
const told = {};
for (const host of ["127.0.0.1", "localhost", "[::1]", "0.0.0.0"]) {
  const form = new FormData();
  form.set("skill_package", new Blob([Buffer.from(evil, "base64")]), "evil.zip");
  const send = { method: "POST", body: form, signal: AbortSignal.timeout(10_000) };
  told[host] = await fetch("http://" + host + ":" + port + "/v1/skill-packages/install", send).then(
    async (answer) => ({ status: answer.status, body: await answer.json() }),
    (error) => ({ status: 0, body: String(error.cause?.code ?? error) }),
  );
}
for (const place of [skills, path.join(skills, "twin")]) {
  try {
    fs.writeFileSync(path.join(place, "evil.txt"), "evil");
    told[place] = "written";
  } catch (error) {
    told[place] = error.code;
  }
}
finish(told);`;

// Behind the first two no run reaches the server; the third leaves the network open, and there the server refuses.
describe.each([
  ["bubblewrap", "none"],
  ["namespaces", "none"],
  ["permissions", "open"],
])("a skill that installs by calling this server, behind %s", (wall, network) => {
  const data = freshDataDir();
  let server: Served;
  let reason: string | null = null;
  beforeAll(async () => {
    writeSkill(join(data.path, "skills"), "twin", { program: INSTALLED });
    server = await served(data.path, { MAYFLY_SANDBOX: wall });
    const { body } = await ask(`${server.url}/v1/engines`);
    const script = body["engines"].find(({ engine }: Json) => engine === "script");
    if (!script.available) reason = `skipped behind ${wall} because: ${script.reason}`;
    else expect(script.network).toBe(network);
    if (reason !== null) console.log(reason);
  });
  afterAll(async () => {
    expect(await server.end()).toBe(0);
    data.remove();
  });

  test(
    "leaves what is installed, cached and found as it was, byte for byte",
    async ({ skip }) => {
      if (reason !== null) return skip(reason);
      const { body } = await create(server.url, { skill_id: "twin", parameter: { n: 0 } }, JOBS);
      const job = await until(server.url, String(body["request_id"]), undefined, JOBS);
      expect(job).toMatchObject({ status: "succeeded" });
      const before = await livingState(server);
      expect(before.cache).toHaveLength(1);

      const port = new URL(server.url).port;
      const evil = Buffer.from(skillZip("evil", { program: "finish({});" })).toString("base64");
      const parameter = { port, skills: join(data.path, "skills"), evil };
      const zip = skillZip("twin", { program: INSTALLING });
      for (const options of [{}, { no_cache: true, debug: true }]) {
        const created = await create(server.url, { parameter, runtime_options: options });
        const id = String(created.body["request_id"]);
        await upload(server.url, id, zip);
        expect(await until(server.url, id)).toMatchObject({ status: "succeeded", error: null });
        const told = (await read(server.url, id, "/result")).body["result"].data as Json;
        const reached = Object.values(told).filter((each) => each.status > 0);
        if (network === "none") expect(reached).toEqual([]);
        // There the server is reached, and says no: by this name because it has no key, by others it is not spoken to.
        else expect(told["127.0.0.1"]).toMatchObject({ status: 403, body: { code: "SKILL_INSTALL_FORBIDDEN" } });
        for (const { status } of reached) expect([403, 421]).toContain(status);
        expect(Object.values(told)).not.toContain("written");
      }
      expect(await livingState(server)).toEqual(before);
    },
    PATIENCE_MS,
  );
});
