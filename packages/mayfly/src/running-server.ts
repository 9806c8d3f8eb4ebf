// What is a server that listens, and how does it stop?
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { EngineDescription, Log } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { compose, type Composed } from "./compose.ts";
import type { Config } from "./config.ts";
import { controlPlace } from "./control/control-place.ts";
import { serveControl, type Control, type Controlled } from "./control/serve-control.ts";

export interface RunningServer {
  /** Such as `http://127.0.0.1:8460`. */
  readonly url: string;
  readonly dataDir: string;
  readonly engines: readonly EngineDescription[];
  /** Listens no more, gives running jobs their grace, ends the rest, and closes everything. Twice is ok. */
  stop(): Promise<void>;
}

const NEVER = new AbortController().signal;

/** How long the last answers may take to get out, ms. */
const ANSWERS_MS = 500;

/** A longer timer rings at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Recovers, listens, and lets workers and sweep begin, in this order; not so where it was `asked` to stop meanwhile, and
 * what waits in the queue goes on waiting. An error is a sentence for the operator.
 */
export async function startServer(
  config: Config,
  log: Log,
  asked?: AbortSignal,
): Promise<Result<RunningServer, string>> {
  const composed = await compose(config, log);
  return composed.isErr() ? err(composed.error) : runServer(composed.value, config, log, asked);
}

/** The same with what is composed already; closes it when it cannot run. */
export async function runServer(
  composed: Composed,
  config: Config,
  log: Log,
  asked: AbortSignal = NEVER,
): Promise<Result<RunningServer, string>> {
  const { mayfly, registry, sweep, server, engines, dataDir, begin, warmSkills, close } = composed;
  // First, since a run whose skill lies half exchanged would hear that there is none.
  const installs = await registry.recover();
  if (installs.isErr()) {
    await close();
    return err(`The installs of an earlier start could not be ended: ${installs.error.message}`);
  }
  const recovered = await mayfly.recover();
  if (recovered.isErr()) {
    await close();
    return err(`The runs of an earlier start could not be read: ${recovered.error.message}`);
  }
  const address = await listen(server, config);
  if (address.isErr()) {
    await close();
    return err(address.error);
  }
  // One connection that the system does not hand over is no end of all others.
  server.on("error", (cause) => log.error("a connection could not be taken", { cause }));
  const control = await controlOf(dataDir, { mayfly, registry, sweep }, log);
  const begun = asked.aborted ? null : begin();
  const first = begun?.sweeping.now().catch((bug: unknown) => {
    log.error("the first sweep broke off because of a bug", { cause: bug });
  });
  const enough = new AbortController();
  const warmed = warmSkills(enough.signal)
    .then((done) => {
      if (done.isErr() && !enough.signal.aborted)
        log.warn("skills could not be looked at", { cause: done.error.message });
    })
    .catch((bug: unknown) => log.error("skills could not be looked at because of a bug", { cause: bug }));

  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    server.closeIdleConnections();
    // Who asks from now on is the last on its connection.
    server.prependListener("request", (_req, res) => (res.shouldKeepAlive = false));
    const silent = control?.close();
    const drained = begun?.workers.drain();
    await Promise.race([drained, after(config.shutdownGraceMs)]);
    enough.abort();
    await registry.stop();
    await mayfly.stop();
    await warmed;
    await drained;
    await first;
    await begun?.sweeping.stop();
    await silent;
    // What was answered just now has to get out; nobody holds up the stop by reading or sending slowly.
    await Promise.race([closed, after(ANSWERS_MS)]);
    server.closeAllConnections();
    await closed;
    // Whoever was answered by nobody any more may still have changed something.
    await registry.stop();
    await mayfly.stop();
    await close();
  };
  let stopping: Promise<void> | null = null;
  return ok({ url: urlOf(address.value), dataDir, engines, stop: () => (stopping ??= stop()) });
}

/** Commands that change the data folder can be told to this server; where that cannot be, they are told so. */
async function controlOf(dataDir: string, controlled: Controlled, log: Log): Promise<Control | null> {
  const place = controlPlace(dataDir);
  try {
    return place === null ? null : await serveControl(place, controlled, log);
  } catch (cause) {
    log.warn("commands cannot reach this server", { cause });
    return null;
  }
}

async function listen(server: Server, config: Config): Promise<Result<AddressInfo, string>> {
  try {
    server.listen(config.port, config.host);
    await once(server, "listening");
    return ok(server.address() as AddressInfo);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    const where = `${config.host}:${config.port}`;
    if (code === "EADDRINUSE") return err(`Something listens on ${where} already; set MAYFLY_PORT to another port.`);
    if (code === "EACCES") return err(`This user may not listen on ${where}; set MAYFLY_PORT to a port above 1023.`);
    return err(`Cannot listen on ${where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  return family === "IPv6" ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(ms, LONGEST_MS)).unref();
  });
}
