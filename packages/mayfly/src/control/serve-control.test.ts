// Is a command answered whatever becomes of it, and of the server meanwhile?
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once, type EventEmitter } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { bufferSource, type Log, type SweepReport } from "@mayfly/core";
import { silentLog } from "@mayfly/core/memory";
import { afterEach, beforeEach, expect, test } from "vitest";
import { VERSION } from "../version.ts";
import { reachServer } from "./ask-server.ts";
import { controlPlace, type ControlPlace } from "./control-place.ts";
import { serveControl, type Control, type Controlled } from "./serve-control.ts";

const NOTHING_SWEPT = { installs: 0, failures: 0 } as SweepReport & { readonly installs: number };
const bug = (): never => {
  throw new Error("a bug");
};
const BUGS: Controlled = {
  mayfly: { holdPackage: bug, clearCache: bug },
  registry: { install: bug, remove: bug },
  sweep: bug,
};

let folder: string;
let place: ControlPlace;
let control: Control | null;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mayfly-control-"));
  const own = controlPlace(folder);
  if (own === null) throw new Error(`${folder} has no room for a socket.`);
  [place, control] = [own, null];
});
afterEach(async () => {
  await control?.close();
  await rm(folder, { recursive: true });
});

async function reached() {
  const server = await reachServer(folder);
  if (server === null) throw new Error("Nobody answers.");
  return server;
}

test("nobody answers where no server was, nor where one was", async () => {
  expect(await reachServer(folder)).toBeNull();
  const gone = await serveControl(place, BUGS, silentLog);
  expect(await reachServer(folder)).not.toBeNull();
  await gone.close();
  expect(await reachServer(folder)).toBeNull();
});

test("a command that meets a bug is told that there is no answer, and the log tells the bug", async () => {
  const told: string[] = [];
  const log: Log = { ...silentLog, error: (message) => void told.push(message) };
  control = await serveControl(place, BUGS, log);
  const server = await reached();
  const unanswered = { code: "REQUEST_UNAVAILABLE", message: expect.stringContaining("did not answer") };
  for (const answer of [
    await server.remove("any"),
    await server.clearCache(),
    await server.install(bufferSource(new Uint8Array(3_000_000))),
    await server.sweep(false, () => undefined),
  ])
    expect(answer._unsafeUnwrapErr()).toMatchObject(unanswered);
  expect(told).toEqual(Array.from({ length: 4 }, () => "a command broke off because of a bug"));
});

test("a package that cannot be read to its end is not installed", async () => {
  let kept: unknown = null;
  const begun = Promise.withResolvers<void>();
  const holdPackage: Controlled["mayfly"]["holdPackage"] = async (deliver) => {
    kept = await deliver({
      signal: new AbortController().signal,
      receive: async (body) => {
        for await (const _ of body) begun.resolve();
        return bug();
      },
    }).catch((error: unknown) => error);
    return bug();
  };
  control = await serveControl(place, { ...BUGS, mayfly: { ...BUGS.mayfly, holdPackage } }, silentLog);
  const source = {
    size: 3_000_000,
    read: async (offset: number, length: number) => {
      if (offset === 0) return new Uint8Array(length);
      await begun.promise;
      throw new Error("the disk is gone");
    },
  };
  expect((await (await reached()).install(source))._unsafeUnwrapErr().message).toContain("the disk is gone");
  await control.close();
  control = null;
  expect(kept).toMatchObject({ code: "ECONNRESET" });
});

test("closing waits for what goes on, which is answered, and takes nothing more", async () => {
  const going = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const sweep: Controlled["sweep"] = async (_part, { tell } = {}) => {
    tell?.({ action: "settle_install", install: "one" as never });
    begun.resolve();
    await going.promise;
    return NOTHING_SWEPT;
  };
  control = await serveControl(place, { ...BUGS, sweep }, silentLog);
  const actions: unknown[] = [];
  const sweeping = (await reached()).sweep(true, (action) => actions.push(action));
  await begun.promise;
  const key = await readFile(place.key, "utf8");
  const late = connect(place.socket);
  late.write("POST /clear_cache HTTP/1.1\r\n");
  await once(late, "connect");
  await new Promise((resolve) => setTimeout(resolve, 50));

  let closed = false;
  const closing = control.close().then(() => (closed = true));
  control = null;
  late.write(`Host: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`);
  expect(await text(late)).toContain("The server is shutting down.");
  expect(closed).toBe(false);
  going.resolve();
  expect((await sweeping)._unsafeUnwrapErr().message).toBe("The server is shutting down; the sweep was not finished.");
  expect(actions).toEqual([{ action: "settle_install", install: "one" }]);
  await closing;
});

test("what cannot be listened at leaves no key, and a key that cannot be removed is no fault of a stop", async () => {
  const nowhere = { ...place, socket: join(folder, "none", "control.sock") };
  await expect(serveControl(nowhere, BUGS, silentLog)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
  const warned: string[] = [];
  const server = await serveControl(place, BUGS, { ...silentLog, warn: (message) => void warned.push(message) });
  await rm(place.key);
  await mkdir(place.key);
  await server.close();
  expect(warned).toEqual(["the key for commands stays"]);
});

test("a connection that the system does not hand over is told to the log, and others are served", async () => {
  const told: string[] = [];
  control = await serveControl(place, BUGS, { ...silentLog, error: (message) => void told.push(message) });
  const serving = Promise.withResolvers<EventEmitter>();
  const hear = (request: unknown): void => serving.resolve((request as { server: EventEmitter }).server);
  subscribe("http.server.request.start", hear);
  await reached();
  unsubscribe("http.server.request.start", hear);
  (await serving.promise).emit("error", Object.assign(new Error("accept EMFILE"), { code: "EMFILE" }));
  expect(told).toEqual(["a command could not be taken"]);
  await reached();
});

test("whoever does not know the key is let go at once, however much there is to say", async () => {
  control = await serveControl(place, BUGS, silentLog);
  const req = request({ socketPath: place.socket, path: "/install", method: "POST" });
  req.on("error", () => undefined);
  req.write("x");
  const [answer] = (await once(req, "response")) as [IncomingMessage];
  expect(answer.resume().statusCode).toBe(401);
  const more = setInterval(() => void req.write("x".repeat(100_000)), 5);
  await once(req, "close");
  clearInterval(more);
});

test("a command takes a connection of its own: one that waited may be gone", async () => {
  const connections: unknown[] = [];
  const server = createServer((req, res) => {
    connections.push(req.headers.connection);
    res.end(`${JSON.stringify({ answer: req.url?.startsWith("/hello") === true ? { version: VERSION } : req.url })}\n`);
  });
  server.listen(place.socket);
  await writeFile(place.key, "key");
  expect((await (await reached()).remove("a b"))._unsafeUnwrap()).toBe("/remove?id=a+b");
  expect(connections).toEqual(["close", "close"]);
  server.close();
});

test("an address that is none is no command, and no harm", async () => {
  control = await serveControl(place, BUGS, silentLog);
  const headers = { authorization: `Bearer ${await readFile(place.key, "utf8")}` };
  const req = request({ socketPath: place.socket, path: "//", method: "POST", headers }).end();
  const [answer] = (await once(req, "response")) as [IncomingMessage];
  expect(await text(answer)).toContain("There is no such command.");
});

test("a server that stands still is nobody that can be asked", { timeout: 30_000 }, async () => {
  const still = createSocketServer().listen(place.socket);
  await writeFile(place.key, "key");
  expect(await reachServer(folder)).toBeNull();
  still.close();
});
