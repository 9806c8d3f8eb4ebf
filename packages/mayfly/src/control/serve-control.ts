// How does a server hear the commands of its own operator, which change what it holds?
import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { chmod, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { refusal, type Log, type Mayfly, type Refusal, type Registry } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import type { SweepAll } from "../sweep-all.ts";
import { VERSION } from "../version.ts";
import type { ControlPlace } from "./control-place.ts";
import type { Commands, Told } from "./commands.ts";

/** What commands are carried out on. */
export interface Controlled {
  readonly mayfly: Pick<Mayfly, "holdPackage" | "clearCache">;
  readonly registry: Pick<Registry, "install" | "remove">;
  readonly sweep: SweepAll;
}

export interface Control {
  /** Hears no more; what goes on is answered. */
  close(): Promise<void>;
}

const KEY_BYTES = 32;

/** Listens at `place`, over whatever a dead server left there: the data folder is this process's own. Rejects when it cannot. */
export async function serveControl(place: ControlPlace, controlled: Controlled, log: Log): Promise<Control> {
  const key = randomBytes(KEY_BYTES).toString("hex");
  const handlers = handlersFor(controlled);
  const going = new Set<Promise<void>>();
  let closing = false;
  const server = createServer((req, res) => {
    const handler = closing ? stopping : knows(req, key) ? handlers[req.url?.slice(1) ?? ""] : undefined;
    const answered = answer(req, res, handler ?? unknown).catch((bug: unknown) => {
      log.error("a command broke off because of a bug", { cause: bug });
      res.destroy();
    });
    going.add(answered);
    void answered.then(() => going.delete(answered));
  });
  await rm(place.socket, { force: true });
  await writeFile(`${place.key}.new`, key, { mode: 0o600 });
  await rename(`${place.key}.new`, place.key);
  server.listen(place.socket);
  await once(server, "listening");
  server.on("error", (cause) => log.error("a command could not be taken", { cause }));
  await chmod(place.socket, 0o600);
  return {
    async close() {
      closing = true;
      const closed = once(server, "close");
      server.close();
      await Promise.all(going);
      server.closeAllConnections();
      await closed;
      await rm(place.key, { force: true });
    },
  };
}

interface Asked {
  readonly req: IncomingMessage;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
  tell(line: Told): void;
}

type Handler = (asked: Asked) => Promise<Result<unknown, Refusal>>;

const stopping: Handler = async () => err(refusal("REQUEST_UNAVAILABLE", "The server is shutting down."));
const unknown: Handler = async () => err(refusal("REQUEST_ROUTE_UNKNOWN", "There is no such command."));

function handlersFor({ mayfly, registry, sweep }: Controlled): Readonly<Record<string, Handler>> {
  return {
    hello: async () => ok<Commands["hello"]>({ version: VERSION }),
    install: ({ req, gone }) =>
      mayfly.holdPackage(
        async (place) => (await place.receive(req)).map(() => undefined),
        async (pkg) => {
          const started = await registry.install({ package: pkg });
          return started.isErr() ? err(started.error) : ok((await started.value.ended) satisfies Commands["install"]);
        },
        gone,
      ),
    remove: async ({ req }) => registry.remove(((await json(req)) as { readonly id: string }).id),
    clear_cache: () => mayfly.clearCache(),
    async sweep({ req, tell }) {
      const { dryRun } = (await json(req)) as { readonly dryRun: boolean };
      return ok((await sweep("all", { dryRun, tell: (action) => tell({ action }) })) satisfies Commands["sweep"]);
    },
  };
}

/** Lines of JSON: what is told on the way, and at the end the answer or the refusal. */
async function answer(req: IncomingMessage, res: ServerResponse, handler: Handler): Promise<void> {
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  res.writeHead(200, { "content-type": "application/x-ndjson" });
  const tell = (line: Told): void => void res.write(`${JSON.stringify(line)}\n`);
  const done = await handler({ req, gone: gone.signal, tell });
  tell(done.isOk() ? { answer: done.value } : { refused: done.error });
  res.end();
}

function knows({ headers }: IncomingMessage, key: string): boolean {
  const [said, right] = [Buffer.from(headers.authorization ?? ""), Buffer.from(`Bearer ${key}`)];
  return said.length === right.length && timingSafeEqual(said, right);
}
