// How long does a job take that need not run, next to a mere create? Over a server as it is: routes, catalog, records.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { silentLog } from "@mayfly/core/memory";
import { compose } from "../../packages/mayfly/src/compose.ts";
import { configOf } from "../../packages/mayfly/src/config.ts";
import { writeSkill } from "../../packages/mayfly/src/testing/write-skill.ts";
import type { Bench, Contest } from "./bench.ts";

/** Leaves three artifacts for a hit to look through. */
const PROGRAM = `
for (const name of ["a", "b", "c"]) fs.writeFileSync(path.join(job.artifacts_dir, name), name.repeat(4096));
finish({});
`;
const PARAMETER = { limit: 4 };
const TEMPORARY = "/v1/temp-skill-runs";
const JOBS = "/v1/jobs";
const JSON_BODY = { "content-type": "application/json" };

const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));
const dataDir = join(folder, "data");
writeSkill(join(dataDir, "skills"), "demo", {
  program: PROGRAM,
  runner: { artifacts: [{ role: "letters", pattern: "*" }] },
});
const config = configOf({ MAYFLY_DATA_DIR: dataDir, MAYFLY_SANDBOX: "none" })._unsafeUnwrap();
const { mayfly, server, begin, close } = (await compose(config, silentLog))._unsafeUnwrap();
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
const { workers, sweeping } = begin();

interface Answer {
  readonly request_id: string;
  readonly status: string;
  readonly cache_hit?: boolean | null;
}

/** The paths of the runs that were made since the last clearing up. */
const born: string[] = [];

async function post(route: string, body: object): Promise<Answer> {
  const request = { method: "POST", headers: JSON_BODY, body: JSON.stringify(body) };
  const answer = await fetch(`http://127.0.0.1:${port}${route}`, request);
  if (answer.status !== 200) throw new Error(`${route} answers ${answer.status}: ${await answer.text()}`);
  const run = (await answer.json()) as Answer;
  born.push(`${route}/${run.request_id}`);
  return run;
}

function create(): Promise<Answer> {
  return post(TEMPORARY, { parameter: PARAMETER });
}

async function cachedJob(): Promise<void> {
  const { cache_hit: hit } = await post(JOBS, { skill_id: "demo", parameter: PARAMETER });
  if (hit !== true) throw new Error("The job is no hit.");
}

/** What the hits point to stays for the next, since the cache points to it. */
async function forget(): Promise<void> {
  for (const path of born.splice(0)) {
    const url = `http://127.0.0.1:${port}${path}`;
    if (path.startsWith(TEMPORARY)) await (await fetch(`${url}/cancel`, { method: "POST" })).text();
    // A run that was canceled is cleaned before it has ended.
    while ((await fetch(url, { method: "DELETE" })).status === 409) await setTimeout(1);
  }
}

async function runOnce(): Promise<void> {
  const { request_id: id } = await post(JOBS, { skill_id: "demo", parameter: PARAMETER });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${JOBS}/${id}`);
    const { status } = (await answer.json()) as Answer;
    if (status === "succeeded") return;
    if (status === "failed") throw new Error("The job failed.");
    await setTimeout(20);
  }
}

await runOnce();
born.length = 0;
// A hit comes later, when the system's times of the files can be told from those of a change.
await setTimeout(2500);

const contest: Contest = {
  case: "a job without files",
  subject: "answered from the cache",
  work: cachedJob,
  peers: { "a create": create },
  after: forget,
};

async function end(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await workers.drain();
  await sweeping.stop();
  await mayfly.stop();
  await close();
  rmSync(folder, { recursive: true, force: true });
}

export default { contests: [contest], end } satisfies Bench;
