// `mayfly serve`: the server, until it is told to stop.
import { ignoreDebuggerSignal } from "../compose.ts";
import { readConfig } from "../config.ts";
import type { SettingName } from "../config/settings.ts";
import { createLogger, toLog } from "../log.ts";
import { startServer } from "../running-server.ts";

/** Listens until SIGTERM or SIGINT; a second signal ends at once. Answers the exit code. */
export async function serve(overrides: Partial<Record<SettingName, string>>): Promise<number> {
  // Before anything else: a program that Mayfly runs must not open its debugger by a signal.
  ignoreDebuggerSignal();
  if (process.platform === "win32") return complain(["`mayfly serve` runs on Linux and macOS; on Windows use WSL."]);
  const config = readConfig(overrides);
  if (config.isErr()) return complain(config.error);
  const { logLevel, warnings } = config.value;
  const logger = createLogger(logLevel, process.stdout.isTTY);
  const log = toLog(logger);
  for (const sentence of warnings) log.warn(sentence, {});
  // Heard from here on: a start that is asked to end does so in order, too.
  const asked = stopSignal();
  const stopping = new AbortController();
  void asked.then(() => stopping.abort());
  const started = await startServer(config.value, log, stopping.signal);
  if (started.isErr()) return complain([started.error]);
  const { url, dataDir, engines, stop } = started.value;
  for (const { name, available, reason, wall, network } of engines) {
    if (!available) log.warn(`the ${name} engine is not available`, { reason });
    else if (network === "open")
      log.warn("scripts run without a wall around the network: not for strangers' packages", { engine: name, wall });
    else log.info("scripts run behind a wall", { engine: name, wall });
  }
  log.info(`listening on ${url}`, { url, data: dataDir, auth: config.value.apiKey === null ? "none" : "key" });
  const signal = await asked;
  log.info("stopping", { signal, grace_ms: config.value.shutdownGraceMs });
  await stop();
  log.info("stopped", {});
  return 0;
}

const STOP_SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** The first signal asks for a stop; the next one, of either kind, does not wait for it. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const first = (signal: NodeJS.Signals): void => {
      for (const each of STOP_SIGNALS) {
        process.off(each, first);
        process.once(each, () => process.exit(130));
      }
      resolve(signal);
    };
    for (const each of STOP_SIGNALS) process.on(each, first);
  });
}

function complain(sentences: readonly string[]): number {
  for (const sentence of sentences) process.stderr.write(`mayfly: ${sentence}\n`);
  return 2;
}
