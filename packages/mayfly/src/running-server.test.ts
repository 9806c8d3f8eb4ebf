// Does a server that runs go on, whatever becomes of one connection?
import type { Log } from "@mayfly/core";
import { silentLog } from "@mayfly/core/memory";
import { expect, test } from "vitest";
import { compose } from "./compose.ts";
import { configOf } from "./config.ts";
import { runServer } from "./running-server.ts";
import { sweepAllOf } from "./sweep-all.ts";
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

test("half exchanged skills are whole again before any run looks at one, at a start and in a sweep", async () => {
  const data = freshDataDir();
  const config = configOf({ MAYFLY_PORT: "0", MAYFLY_DATA_DIR: data.path })._unsafeUnwrap();
  const composed = (await compose(config, silentLog))._unsafeUnwrap();
  const steps: string[] = [];
  const noting = <T extends object>(name: string, steered: T): T =>
    new Proxy(steered, {
      get(target, key) {
        if (key === "recover" || key === "sweep") steps.push(`${name} ${key}`);
        return Reflect.get(target, key) as unknown;
      },
    });
  const [mayfly, registry] = [noting("runs", composed.mayfly), noting("installs", composed.registry)];
  const running = (await runServer({ ...composed, mayfly, registry }, config, silentLog))._unsafeUnwrap();
  await sweepAllOf(mayfly, registry)("all");
  expect(steps).toEqual(["installs recover", "runs recover", "installs sweep", "runs sweep"]);
  await running.stop();
  data.remove();
});
