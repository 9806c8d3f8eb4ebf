// Does a server that runs go on, whatever becomes of one connection?
import type { Log } from "@mayfly/core";
import { silentLog } from "@mayfly/core/memory";
import { expect, test } from "vitest";
import { compose } from "./compose.ts";
import { configOf } from "./config.ts";
import { runServer } from "./running-server.ts";
import { freshDataDir } from "./testing/served.ts";

test("a connection that the system does not hand over is told to the log, and others are served", async () => {
  const told: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void told.push(message) };
  const data = freshDataDir();
  const config = configOf({ MAYFLY_PORT: "0", MAYFLY_DATA_DIR: data.path })._unsafeUnwrap();
  const composed = (await compose(config, log))._unsafeUnwrap();
  const running = (await runServer(composed, config, log))._unsafeUnwrap();
  // As Node says it where a process has no descriptor left.
  composed.server.emit("error", Object.assign(new Error("accept EMFILE"), { code: "EMFILE" }));
  expect(told).toEqual(["a connection could not be taken"]);
  expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  await running.stop();
  data.remove();
});
