// Does a wall really hold on this machine?
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { ok } from "neverthrow";
import type { AttemptId, EngineJob, LogWriter, RunId, WorkspacePaths } from "@mayfly/core";
import { gatesOnDemand } from "../gate.ts";
import type { Host } from "../host.ts";
import { runJob } from "../run-job.ts";
import type { Wall } from "./wall.ts";

const SECRET = "the server's";
const TRIAL_MS = 10_000;
/** More than the probe writes. */
const ROOM_BYTES = 4096;
/** Harmless where it arrives: its default is to be ignored. */
const KNOCK = "SIGURG";

/** What the probe tries from inside; each `true` in its answer is something it could do. */
const PROBE = `
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
const { input } = JSON.parse(readFileSync(0, "utf8"));
const can = (act) => { try { act(); return true; } catch { return false; } };
const readsServer = can(() => readFileSync(input.secret));
can(() => writeFileSync(input.secret, "changed"));
const works = can(() => { writeFileSync("probe.txt", "x"); readFileSync("probe.txt"); });
can(() => process.kill(input.pid, "${KNOCK}"));
const told = (reachesServer) => {
  console.log(JSON.stringify({ readsServer, works, reachesServer }));
  process.exit();
};
const socket = connect(input.port, "127.0.0.1", () => told(true)).on("error", () => told(false));
socket.setTimeout(1000, () => told(false));
`;

/** `untried`: this machine could not make the trial now, which tells nothing of the wall. `why` is half a sentence. */
export type Verdict =
  | { readonly kind: "holds" }
  | { readonly kind: "broken"; readonly why: string }
  | { readonly kind: "untried"; readonly why: string };

/** Starts a probe behind `wall` that tries this very process's file, port and signals. */
export async function tryWall(wall: Wall, host: Host, scratchDir: string): Promise<Verdict> {
  let made: string | null = null;
  const server = createServer().listen(0, "127.0.0.1");
  let knocked = false;
  const onKnock = () => void (knocked = true);
  process.on(KNOCK, onKnock);
  try {
    await once(server, "listening");
    made = await mkdtemp(join(scratchDir, "mayfly-trial-"));
    const folder = await realpath(made);
    const { job, secret, output } = await trialJob(folder, server);
    const outcome = await runJob(job, wall, gatesOnDemand(host, wall.outside), AbortSignal.timeout(TRIAL_MS));
    const answer = readAnswer(output());
    // Where this process cannot write there either, or a sweep has removed the folder, it is not the wall's doing.
    if (answer?.works !== true) await writeFile(join(folder, "room.txt"), Buffer.alloc(ROOM_BYTES));
    if (outcome.isErr()) return broken(outcome.error.message);
    if (outcome.value.kind !== "exited" || answer === null)
      return broken(`the trial start failed (${firstLine(output())})`);
    // A wall may let it write a file of its own at the same path; what counts is ours.
    const changed = (await readFile(secret, "utf8")) !== SECRET;
    const gap = gapIn(answer, { changed, knocked }, wall);
    return gap === null ? { kind: "holds" } : broken(gap);
  } catch (cause) {
    return { kind: "untried", why: `the trial could not be made (${String(cause)})` };
  } finally {
    process.off(KNOCK, onKnock);
    server.close();
    if (made !== null) await removeTrial(made);
  }
}

/** What a wall showed is so, whether or not its trial can be cleared away: `scratchDir` is for what may stay a while. */
async function removeTrial(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

interface Answer {
  readonly readsServer: boolean;
  readonly works: boolean;
  readonly reachesServer: boolean;
}

function broken(why: string): Verdict {
  return { kind: "broken", why };
}

/** What the wall does not hold, as half a sentence; `null` where it holds all. */
function gapIn(
  answer: Answer,
  seen: { readonly changed: boolean; readonly knocked: boolean },
  wall: Wall,
): string | null {
  if (!answer.works) return "a program behind it cannot write its own folder";
  if (wall.name === "none") return null;
  if (answer.readsServer || seen.changed) return "a program behind it reaches the server's files";
  if (wall.name === "permissions") return null;
  if (answer.reachesServer) return "a program behind it reaches the server's port";
  return seen.knocked ? "a program behind it can signal the server" : null;
}

function firstLine(output: string): string {
  return (
    output
      .split("\n")
      .find((line) => /[a-z]/i.test(line))
      ?.trim()
      .slice(0, 200) ?? "it printed nothing"
  );
}

function readAnswer(text: string): Answer | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null && "works" in answer ? (answer as Answer) : null;
  } catch {
    return null;
  }
}

async function trialJob(folder: string, server: Server) {
  const paths: WorkspacePaths = {
    runDir: join(folder, "run"),
    skillDir: join(folder, "skill"),
    inputsDir: join(folder, "inputs"),
    artifactsDir: join(folder, "run", "artifacts"),
    outputPath: join(folder, "run", "output.json"),
    documentPath: join(folder, "run", "job.json"),
    temporaryDir: join(folder, "run", "tmp"),
  };
  for (const path of [paths.skillDir, paths.inputsDir, paths.artifactsDir, paths.temporaryDir])
    await mkdir(path, { recursive: true });
  await writeFile(join(paths.skillDir, "probe.mjs"), PROBE);
  const secret = join(folder, "secret.txt");
  await writeFile(secret, SECRET);
  const chunks: Uint8Array[] = [];
  const logs: LogWriter = { write: async (_stream, chunk) => void chunks.push(chunk), close: async () => ok() };
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const document = { input: { pid: process.pid, port, secret } };
  await writeFile(paths.documentPath, JSON.stringify(document));
  const job: EngineJob = {
    run: "trial" as RunId,
    attempt: "trial" as AttemptId,
    contract: TRIAL_CONTRACT,
    paths,
    document,
    limits: { maxWrittenBytes: 1024 * 1024 * 1024, maxWrittenFiles: 1000, graceMs: 0 },
    logs,
    started: async () => ok(),
  };
  return { job, secret, output: () => Buffer.concat(chunks).toString("utf8") };
}

const TRIAL_CONTRACT: EngineJob["contract"] = {
  id: "trial",
  name: "trial",
  version: null,
  description: "",
  engines: ["script"],
  entrypoint: { script: "probe.mjs", prompts: {} },
  schemas: { input: "", parameter: "", output: "" },
  inputs: [],
  parameters: [],
  output: { types: [], fields: [] },
  artifacts: [],
  files: 1,
  bytes: PROBE.length,
  content_digest: null,
};
