// `mayfly demo`: one run from end to end on a public data set, shown as it happens.
import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunStatus } from "@mayfly/core/contract";
import { ignoreDebuggerSignal } from "../compose.ts";
import { readConfig } from "../config.ts";
import { apiClient, type ApiClient } from "../demo/api-client.ts";
import { demoFiles } from "../demo/demo-files.ts";
import { makeDemoFolder, removeDeadDemos } from "../demo/demo-folder.ts";
import { filesIn } from "../demo/left-behind.ts";
import { createScreen, size, type Screen } from "../demo/screen.ts";
import { createLogger, toLog } from "../log.ts";
import { startServer, type RunningServer } from "../running-server.ts";

const POLL_MS = 10;
const REPORT_LINES = 22;
/** As shells report an interrupt. */
const INTERRUPTED = 130;

/** Shows one run; `keep` leaves the data folder for a look around. Answers the exit code. */
export async function demo({ keep }: { readonly keep: boolean }): Promise<number> {
  // Before anything else: a program that Mayfly runs must not open its debugger by a signal.
  ignoreDebuggerSignal();
  const screen = createScreen(process.stdout);
  const folder = await makeDemoFolder(keep);
  const left = viewerLeft();
  try {
    return await onServer(screen, folder, left);
  } catch (error) {
    if (left.aborted) return INTERRUPTED;
    process.stderr.write(`mayfly: the demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    if (keep) screen.line(`\nThe data folder was kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
    await removeLeft(screen);
  }
}

/** Of demos that were killed; what is in the way is told, and changes nothing of this one. */
async function removeLeft(screen: Screen): Promise<void> {
  try {
    for (const path of await removeDeadDemos())
      screen.line(`\nAn earlier demo was killed; its folder is gone now: ${path}`);
  } catch (error) {
    process.stderr.write(
      `mayfly: the folder of an earlier demo stays: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}

/** Aborts when whoever looks on interrupts the demo, or closes what it writes to: it still clears up after itself. */
function viewerLeft(): AbortSignal {
  const left = new AbortController();
  const leave = (): void => left.abort(new Error("it was interrupted"));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, leave);
  process.stdout.on("error", leave);
  return left.signal;
}

async function onServer(screen: Screen, folder: string, left: AbortSignal): Promise<number> {
  const settings = {
    MAYFLY_HOST: "127.0.0.1",
    MAYFLY_PORT: "0",
    MAYFLY_DATA_DIR: folder,
    MAYFLY_SHUTDOWN_GRACE: "1s",
    MAYFLY_API_KEY: undefined,
    MAYFLY_API_KEY_FILE: undefined,
  };
  const config = readConfig(settings);
  if (config.isErr()) throw new Error(config.error.join(" "));
  // Only what the operator should hear about: the screen shows the rest.
  const started = await startServer(config.value, toLog(createLogger("error", process.stdout.isTTY)));
  if (started.isErr()) throw new Error(started.error);
  const server = started.value;
  try {
    return await show(screen, server, left);
  } finally {
    await server.stop();
  }
}

async function show(screen: Screen, server: RunningServer, left: AbortSignal): Promise<number> {
  const [engine] = server.engines;
  screen.title("Mayfly: a skill package from a stranger, run once, nothing left behind");
  screen.row("server", server.url);
  screen.row("data folder", server.dataDir);
  screen.row("scripts run in", engine === undefined ? "no engine" : `${engine.wall} (network: ${engine.network})`);

  screen.heading("One run, in two HTTP steps");
  const client = apiClient(server.url);
  const began = performance.now();
  const elapsed = (): number => performance.now() - began;
  const files = await demoFiles();
  const id = await client.create({ engine: "script", parameter: { title: "Wildlife strikes on aircraft" } });
  screen.step(elapsed(), "created", `POST /v1/temp-skill-runs → ${id}`);
  const broken = new AbortController();
  const uploading = client.upload(id, files).then(
    ({ extracted_files: count }) => {
      const sizes = `package ${size(files.package.length)}, input ${size(files.inputs.length)}`;
      screen.step(elapsed(), "uploaded", `${sizes}; judged, ${count} files staged`);
    },
    (error: unknown) => broken.abort(error),
  );
  const tell = (status: RunStatus): void => screen.step(elapsed(), status.phase, PHASE_MEANINGS[status.phase]);
  const last = await follow(client, id, tell, AbortSignal.any([broken.signal, left]));
  await uploading;
  if (last.status !== "succeeded") throw new Error(last.error?.message ?? `the run is ${last.status}`);
  await showOutcome(screen, client, last);
  await showLeftBehind(screen, server, id);
  return 0;
}

const PHASE_MEANINGS: Readonly<Record<RunStatus["phase"], string>> = {
  awaiting_upload: "the request waits for its package",
  receiving: "bytes arrive, counted and cut off at the limit",
  staging: "the package is judged and extracted",
  following: "the run waits for an equal one",
  queued: "the run waits for a free place",
  running: "the program runs behind its wall",
  cleaning: "outputs are kept, package and workspace go",
  succeeded: "the end: the receipt is signed off",
  failed: "the end",
  canceled: "the end",
};

/** Tells every phase that it sees; answers the terminal status. */
async function follow(
  client: ApiClient,
  id: string,
  tell: (status: RunStatus) => void,
  broken: AbortSignal,
): Promise<RunStatus> {
  let phase: RunStatus["phase"] | null = null;
  for (;;) {
    broken.throwIfAborted();
    const status = await client.status(id);
    if (status.phase !== phase) tell(status);
    if (status.status !== "queued" && status.status !== "running") return status;
    phase = status.phase;
    await sleep(POLL_MS);
  }
}

async function showOutcome(
  screen: Screen,
  client: ApiClient,
  { request_id: id, temporary_files: temporary }: RunStatus,
): Promise<void> {
  const { result } = await client.result(id);
  const report = result.artifacts.find((path) => path.endsWith(".md"));
  if (report !== undefined) {
    const text = new TextDecoder().decode(await client.bytes(id, report));
    screen.heading(`${report} begins`);
    screen.quote(text.split("\n").slice(0, REPORT_LINES));
  }
  screen.heading("What stays: the outputs");
  for (const path of result.artifacts)
    screen.row("artifact", `${path}  ${size((await client.bytes(id, path)).length)}`);
  screen.row("bundle", `${id}.zip  ${size((await client.bytes(id, "bundle")).length)}`);
  const { receipt } = temporary;
  screen.heading("What went: the receipt");
  if (receipt === null) throw new Error("the run ended without a receipt");
  screen.row("action", `${receipt.action}, because ${receipt.reason}`);
  screen.row("files", `${receipt.files} (${size(receipt.bytes)})`);
  screen.row("package sha256", receipt.package_sha256 ?? "none");
  screen.row("at", receipt.at);
}

/** The proof from outside: the data folder itself. */
async function showLeftBehind(screen: Screen, server: RunningServer, id: string): Promise<void> {
  const left = await filesIn(server.dataDir);
  const temporary = left.filter(({ path }) => path.startsWith("tmp/"));
  const kept = left.filter(({ path }) => path.startsWith("runs/") && path.includes(id));
  screen.heading("And the data folder agrees");
  screen.row("under tmp/", temporary.length === 0 ? "nothing" : temporary.map(({ path }) => path).join(", "));
  screen.row("under runs/", `${kept.length} files, ${size(kept.reduce((sum, { bytes }) => sum + bytes, 0))}`);
  if (temporary.length > 0) throw new Error("temporary files were left behind");
}
