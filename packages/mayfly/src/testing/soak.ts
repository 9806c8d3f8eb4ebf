// How is a server tried with many requests at once, a tenth of them canceled at any moment?
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, create, read, upload, type Json } from "./http-steps.ts";
import { skillZip } from "./skill.ts";

export interface Load {
  readonly runs: number;
  readonly atOnce: number;
  /** A number from 0 to below 1. */
  readonly random: () => number;
  /** A cancel comes at most so many milliseconds after the request. */
  readonly canceledWithinMs: number;
}

/** How the requests of a load ended. */
export interface Ends {
  readonly succeeded: number;
  readonly canceled: number;
  /** Uploads that found the queue full, and came again. */
  readonly refused: number;
}

const PACKAGE = skillZip("soak", { program: "finish({ word: job.parameter.word });" });

/** Sends `load` to the server at `url` and waits for every end; throws at the first that is not as it has to be. */
export async function soak(url: string, { runs, atOnce, random, canceledWithinMs }: Load): Promise<Ends> {
  const ends = { succeeded: 0, canceled: 0, refused: 0 };
  let next = 0;
  const client = async (): Promise<void> => {
    for (let number = next; number < runs; number = next) {
      next += 1;
      const canceledAfter = number % 10 === 0 ? random() * canceledWithinMs : null;
      const { end, refused } = await oneRun(url, `word ${number}`, canceledAfter);
      ends[end] += 1;
      ends.refused += refused;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return ends;
}

async function oneRun(
  url: string,
  word: string,
  canceledAfter: number | null,
): Promise<{ readonly end: "succeeded" | "canceled"; readonly refused: number }> {
  const id = String((await create(url, { parameter: { word } })).body["request_id"]);
  const cancel = canceledAfter === null ? null : cancelAfter(url, id, canceledAfter);
  const refused = await uploadUntilTaken(url, id);
  await cancel;
  const status = await untilEnded(url, id);
  const { result } = (await read(url, id, "/result")).body as { readonly result: Json };
  const end = status["status"] as string;
  if (end === "succeeded" && result["status"] === "success" && result["data"].word === word) return { end, refused };
  if (end === "canceled" && cancel !== null && result["status"] === "canceled") return { end, refused };
  throw new Error(`A run of the load ended otherwise: ${JSON.stringify({ status, result })}`);
}

/** How often the queue was full. A run that is canceled meanwhile takes no upload any more. */
async function uploadUntilTaken(url: string, id: string): Promise<number> {
  for (let refused = 0; ; refused += 1) {
    const { status, body } = await upload(url, id, PACKAGE);
    if (status === 200 || status === 409) return refused;
    if (status !== 429) throw new Error(`An upload of the load was refused: ${status} ${JSON.stringify(body)}`);
    await sleep(200);
  }
}

async function cancelAfter(url: string, id: string, ms: number): Promise<void> {
  await sleep(ms);
  const { status, body } = await ask(`${url}/v1/temp-skill-runs/${id}/cancel`, { method: "POST" });
  // It may have ended, or be about to.
  if (status !== 202 && status !== 409) throw new Error(`A cancel was refused: ${status} ${JSON.stringify(body)}`);
}

async function untilEnded(url: string, id: string): Promise<Json> {
  for (;;) {
    const { body } = await read(url, id);
    if (["succeeded", "failed", "canceled"].includes(String(body["status"]))) return body;
    await sleep(100);
  }
}

/** What is wrong with a data folder in which all runs have ended: sentences, none when all is well. */
export function lookForRemains(dataDir: string): readonly string[] {
  const db = new DatabaseSync(join(dataDir, "mayfly.db"), { readOnly: true });
  const open = db.prepare("SELECT id, phase FROM runs WHERE phase NOT IN ('succeeded', 'failed', 'canceled')").all();
  const ends = db
    .prepare("SELECT id, count(*) AS ends FROM history WHERE move = 'end' GROUP BY id HAVING ends <> 1")
    .all();
  db.close();
  const left = readdirSync(join(dataDir, "tmp")).filter((name) => name !== "trash" && name !== "installs");
  return [
    ...open.map((row) => `${String(row["id"])} is ${String(row["phase"])}`),
    ...ends.map((row) => `${String(row["id"])} has ended ${String(row["ends"])} times`),
    ...[...left, ...readdirSync(join(dataDir, "tmp/trash"))].map((name) => `${name} lies among the temporary files`),
  ];
}
