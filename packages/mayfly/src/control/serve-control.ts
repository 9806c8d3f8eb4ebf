// How does a server hear the commands of its own operator, which change what it holds?
import { randomBytes, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { chmod, rename, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { refusal, type Log, type Mayfly, type Refusal, type Registry } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import { installWhole } from "../install-whole.ts";
import type { SweepAll } from "../sweep-all.ts";
import { VERSION } from "../version.ts";
import type { ControlPlace } from "./control-place.ts";
import type { CommandName, Commands, Told } from "./commands.ts";

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
/** Behind the weaker walls a run can knock, too: whoever says nothing, or not the key, is not kept. In ms. */
const CLOCKS = { headersTimeout: 5_000, requestTimeout: 60_000, connectionsCheckingInterval: 1_000 };
const MOST_CONNECTIONS = 32;

/** Listens at `place`, over whatever a dead server left there: the data folder is this process's own. Rejects when it cannot. */
export async function serveControl(place: ControlPlace, controlled: Controlled, log: Log): Promise<Control> {
  const key = randomBytes(KEY_BYTES).toString("hex");
  const stop = new AbortController();
  const handlers = handlersFor(controlled, stop.signal);
  const going = new Set<Promise<void>>();
  const server = createServer(CLOCKS, (req, res) => {
    if (!knows(req, key)) return void res.writeHead(401, { connection: "close" }).end(() => req.destroy());
    // Not as a URL: what is none would throw here, where nobody catches it.
    const [path = "", words = ""] = (req.url ?? "").split("?", 2);
    const handler = stop.signal.aborted ? stopping : (handlers.get(path.slice(1)) ?? unknown);
    const answered = answer(req, res, new URLSearchParams(words), handler).catch((bug: unknown) => {
      log.error("a command broke off because of a bug", { cause: bug });
      res.destroy();
    });
    going.add(answered);
    void answered.then(() => going.delete(answered));
  });
  server.maxConnections = MOST_CONNECTIONS;
  const removeKey = async (): Promise<void> => {
    for (const path of [place.key, partOf(place)]) await rm(path, { force: true });
  };
  try {
    await rm(place.socket, { force: true });
    server.listen(place.socket);
    await once(server, "listening");
    await chmod(place.socket, 0o600);
    await writeFile(partOf(place), key, { mode: 0o600 });
    await rename(partOf(place), place.key);
  } catch (error) {
    server.close();
    await removeKey().catch(() => undefined);
    throw error;
  }
  server.on("error", (cause) => log.error("a command could not be taken", { cause }));
  return {
    async close() {
      stop.abort();
      const closed = once(server, "close");
      server.close();
      await Promise.all(going);
      server.closeAllConnections();
      await closed;
      // The next start makes another one.
      await removeKey().catch((cause: unknown) => log.warn("the key for commands stays", { cause }));
    },
  };
}

function partOf({ key }: ControlPlace): string {
  return `${key}.new`;
}

interface Asked {
  readonly body: AsyncIterable<Uint8Array>;
  readonly words: URLSearchParams;
  /** Aborts when nobody waits for the answer any more. */
  readonly gone: AbortSignal;
  tell(line: Told): void;
}

type Handler = (asked: Asked) => Promise<Result<unknown, Refusal>>;

const stopping: Handler = async () => err(refusal("REQUEST_UNAVAILABLE", "The server is shutting down."));
const unknown: Handler = async () => err(refusal("REQUEST_ROUTE_UNKNOWN", "There is no such command."));

function handlersFor({ mayfly, registry, sweep }: Controlled, stop: AbortSignal): ReadonlyMap<string, Handler> {
  const handlers: Readonly<Record<CommandName, Handler>> = {
    hello: async () => ok<Commands["hello"]>({ version: VERSION }),
    install: ({ body, gone }) =>
      mayfly.holdPackage(
        async (place) => (await place.receive(body)).map(() => undefined),
        async (pkg) => (await installWhole(registry, pkg)) satisfies Result<Commands["install"], Refusal>,
        gone,
      ),
    remove: ({ words }) => registry.remove(words.get("id") ?? ""),
    clear_cache: () => mayfly.clearCache(),
    async sweep({ words, tell }) {
      const dryRun = words.get("dry_run") === "true";
      const report = await sweep("all", { dryRun, tell: (action) => tell({ action }) });
      if (!stop.aborted) return ok(report satisfies Commands["sweep"]);
      return err(refusal("REQUEST_UNAVAILABLE", "The server is shutting down; the sweep was not finished."));
    },
  };
  return new Map(Object.entries(handlers));
}

/** Lines of JSON: what is told on the way, and at the end the answer or the refusal. */
async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  words: URLSearchParams,
  handler: Handler,
): Promise<void> {
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  res.writeHead(200, { "content-type": "application/x-ndjson" });
  const tell = (line: Told): void => void res.write(`${JSON.stringify(line)}\n`);
  const done = await handler({ body: req, words, gone: gone.signal, tell });
  tell(done.isOk() ? { answer: done.value } : { refused: done.error });
  res.end();
}

function knows({ headers }: IncomingMessage, key: string): boolean {
  const [said, right] = [Buffer.from(headers.authorization ?? ""), Buffer.from(`Bearer ${key}`)];
  return said.length === right.length && timingSafeEqual(said, right);
}
