// What does a server answer whose disk is full at each step of a run, and what is left when there is room again?
// Run by full-disk.test.ts, in a namespace of its own: the folder that it is given is a small disk.
import { closeSync, openSync, readdirSync, rmSync, statfsSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createScriptEngine } from "@mayfly/adapter-process";
import { create, read, runOnce, until, upload, ask, type Json } from "./http-steps.ts";
import { served } from "./served.ts";
import { skillZip } from "./skill.ts";

const KiB = 1024;
const MiB = 1024 * KiB;
const disk = process.argv[2] ?? "";
const ballast = join(disk, "ballast");

function free(): number {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
}

/** Fills the disk up to `left` bytes. */
function fill(left: number): void {
  rmSync(ballast, { force: true });
  const file = openSync(ballast, "w");
  const chunk = new Uint8Array(4 * KiB);
  while (free() > left) writeSync(file, chunk);
  closeSync(file);
}

function empty(): void {
  rmSync(ballast, { force: true });
}

const seen: Record<string, Json> = {};
const SETTINGS = {
  MAYFLY_MIN_FREE_BYTES: "1",
  MAYFLY_SANDBOX: "none",
  MAYFLY_SWEEP_INTERVAL: "1s",
  MAYFLY_MAX_RUNNING: "1",
};
const server = await served(join(disk, "data"), SETTINGS);
const { url } = server;

async function created(): Promise<string> {
  return String((await create(url)).body["request_id"]);
}

/** What a client sees of a refusal, and of its run afterwards. */
async function told(id: string, { status, body }: { status: number; body: Json }): Promise<Json> {
  const after = (await read(url, id)).body;
  return { status, code: body["code"], phase: after["phase"], state: after["temporary_files"].state };
}

/** An upload that meets a disk with `left` bytes, and the same one when there is room again. */
async function uploadInto(left: number, zip: Uint8Array<ArrayBuffer>): Promise<Json> {
  const id = await created();
  fill(left);
  const refused = await told(id, await upload(url, id, zip));
  empty();
  const again = await upload(url, id, zip);
  return { refused, again: again.status, end: (await until(url, id))["status"] };
}

/** A run whose program meets a disk with `left` bytes; it is looked at, and then there is room again. */
async function runInto(left: number, program: string, look: (id: string) => Promise<Json> = async () => ({})) {
  const id = await created();
  await upload(url, id, skillZip("greedy", { program: `${WAIT}${program}` }));
  await until(url, id, "running");
  fill(left);
  writeFileSync(join(disk, "go"), "");
  const looked = await look(id);
  const end = await until(url, id).finally(() => {
    empty();
    rmSync(join(disk, "go"));
  });
  return { ...looked, end: end["status"], code: end["error"]?.code, state: end["temporary_files"].state };
}

/** The program waits until the disk is as full as it is to be. */
const WAIT = `while (!fs.existsSync(${JSON.stringify(join(disk, "go"))})) await new Promise((go) => setTimeout(go, 20));\n`;
const WRITES = `const chunk = new Uint8Array(65536);
const write = (to, bytes) => { const file = fs.openSync(to, "w"); for (let n = 0; n < bytes; n += chunk.length) fs.writeSync(file, chunk); };
const note = path.join(job.artifacts_dir, "note.txt");\n`;

/** Text that no zip makes small. */
const noise = Array.from({ length: 20 }, () => crypto.getRandomValues(Buffer.alloc(48 * KiB)).toString("base64")).join(
  "",
);
const FINISHES = "finish({});";

seen["upload"] = await uploadInto(256 * KiB, skillZip("large", { program: FINISHES, files: { "data.txt": noise } }));
seen["staging"] = await uploadInto(
  2 * MiB,
  skillZip("wide", { program: FINISHES, files: { "zeros.txt": "0".repeat(8 * MiB) } }),
);
seen["run"] = await runInto(4 * MiB, `${WRITES}write(path.join(job.run_dir, "big"), 1e9);`);
seen["collecting"] = await runInto(14 * MiB, `${WRITES}write(note, 10 * 1024 * 1024); finish({});`);
seen["cancel"] = await runInto(
  4 * MiB,
  `${WRITES}try { write(path.join(job.run_dir, "big"), 1e9); } catch {} setInterval(() => {}, 1000);`,
  async (id) => {
    while (free() > 0) await sleep(20);
    return { cancel: (await ask(`${url}/v1/temp-skill-runs/${id}/cancel`, { method: "POST" })).status };
  },
);
seen["logs"] = await runInto(2 * MiB, 'process.stdout.write("x".repeat(16 * 1024 * 1024)); finish({});', async (id) => {
  const began = performance.now();
  let phase = "";
  while (performance.now() - began < 20_000) {
    const { body } = await read(url, id);
    phase = body["phase"];
    if (!["running", "queued"].includes(phase)) break;
    await sleep(50);
  }
  empty();
  return { phase };
});
const scratchDir = join(disk, "data/tmp/trash");
const wrongly: string[] = [];
for (let left = 0; left <= 96 * KiB; left += 4 * KiB) {
  fill(left);
  const { available, reason } = (await createScriptEngine({ sandbox: "none", scratchDir })).describe();
  if (!available) wrongly.push(`${left} bytes: ${reason}`);
}
empty();
seen["wall"] = { wrongly };
fill(0);
const refused = await create(url);
empty();
seen["create"] = { status: refused.status, code: refused.body["code"], again: (await create(url)).status };
seen["sound"] = { end: (await runOnce(url, skillZip("sound", { program: FINISHES })))["status"] };

const [greedy, queued] = [await created(), await created()];
const fills = `${WAIT}${WRITES}try { write(path.join(job.run_dir, "big"), 1e9); } catch {} setInterval(() => {}, 1000);`;
await upload(url, greedy, skillZip("greedy", { program: fills }));
await upload(url, queued, skillZip("queued", { program: FINISHES }));
await until(url, greedy, "running");
writeFileSync(join(disk, "go"), "");
while (free() > 0) await sleep(20);
await server.end("SIGKILL");
// What the dead one had open and removed has made a little room.
fill(0);
const next = await served(join(disk, "data"), SETTINGS);
const interrupted = await until(next.url, greedy);
seen["killed"] = {
  greedy: interrupted["error"]?.code,
  state: interrupted["temporary_files"].state,
  queued: (await until(next.url, queued))["status"],
};
seen["server"] = { exit: await next.end(), left: readdirSync(join(disk, "data", "tmp"), { recursive: true }) };
process.stdout.write(JSON.stringify(seen));
