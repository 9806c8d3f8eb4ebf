// How does a command ask the server that holds the data folder, instead of working on it?
import { readFile } from "node:fs/promises";
import { request, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { refusal, type ByteSource, type Refusal } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import type { AnySweepAction, SweepAllReport } from "../sweep-all.ts";
import { VERSION } from "../version.ts";
import type { CommandName, Commands, Told } from "./commands.ts";
import { controlPlace, type ControlPlace } from "./control-place.ts";

/** A server that was reached. */
export interface ReachedServer {
  install(pkg: ByteSource): Promise<Result<Commands["install"], Refusal>>;
  remove(id: string): Promise<Result<Commands["remove"], Refusal>>;
  clearCache(): Promise<Result<Commands["clear_cache"], Refusal>>;
  sweep(dryRun: boolean, tell: (action: AnySweepAction) => void): Promise<Result<SweepAllReport, Refusal>>;
}

const CHUNK_BYTES = 1024 * 1024;
/** How long a server may take to say that it is there, in ms: one that stands still is asked for nothing. */
const PATIENCE_MS = 5_000;

/** What a command says where the folder has an owner, of this process id, that `reachServer` does not reach. */
export function takesNoCommands(dataDir: string, pid: number | null): string {
  const owner = pid === null ? "another process" : `process ${pid}`;
  return `The data folder ${dataDir} is in use by ${owner}, which takes no commands: ask that server, or stop it first.`;
}

/** The server that holds `dataDir` (absolute); `null` when none answers there, or one of another version. */
export async function reachServer(dataDir: string): Promise<ReachedServer | null> {
  const place = controlPlace(dataDir);
  const ask = place === null ? null : await asking(place);
  const hello = await ask?.("hello", { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (ask === null || hello?.isOk() !== true || hello.value.version !== VERSION) return null;
  return {
    install: (pkg) => ask("install", { body: Readable.from(chunksOf(pkg)) }),
    remove: (id) => ask("remove", { words: { id } }),
    clearCache: () => ask("clear_cache", {}),
    sweep: (dryRun, tell) => ask("sweep", { words: { dry_run: String(dryRun) }, tell }),
  };
}

interface Question {
  readonly words?: Readonly<Record<string, string>>;
  readonly body?: Readable;
  readonly tell?: (action: AnySweepAction) => void;
  readonly signal?: AbortSignal;
}

type Ask = <C extends CommandName>(command: C, question: Question) => Promise<Result<Commands[C], Refusal>>;

async function asking({ socket, key: keyFile }: ControlPlace): Promise<Ask | null> {
  const key = await readFile(keyFile, "utf8").catch(() => null);
  if (key === null) return null;
  return async (command, { words = {}, body, tell, signal }) => {
    let unsent: unknown = null;
    try {
      const req = request({
        socketPath: socket,
        path: `/${command}?${new URLSearchParams(words).toString()}`,
        method: "POST",
        // A connection that waits for the next command may be gone when that comes.
        agent: false,
        ...(signal === undefined ? {} : { signal }),
        headers: { authorization: `Bearer ${key}` },
      });
      const answered = new Promise<IncomingMessage>((resolve, reject) =>
        req.once("response", resolve).once("error", reject),
      );
      if (body === undefined) req.end();
      // A server that answers early needs no more of it; else what fails here fails the request, which cannot say why.
      else pipeline(body, req).catch((error: unknown) => (unsent = error));
      const answer = await answered;
      for await (const line of createInterface({ input: answer })) {
        const told = JSON.parse(line) as Told;
        if ("action" in told) tell?.(told.action);
        else return "refused" in told ? err(told.refused) : ok(told.answer as never);
      }
      return err(brokenOff("it ended before it answered"));
    } catch (error) {
      const cause = unsent ?? error;
      return err(brokenOff(cause instanceof Error ? cause.message : String(cause)));
    }
  };
}

function brokenOff(why: string): Refusal {
  return refusal("REQUEST_UNAVAILABLE", `The server that has the data folder did not answer: ${why}.`);
}

async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += CHUNK_BYTES)
    yield await source.read(at, Math.min(CHUNK_BYTES, source.size - at));
}
