// Does the archive reader keep its promises on inputs that nobody thought of? `fuzz --help` tells more.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { styleText } from "node:util";
import { target } from "./archive-target.ts";
import { HELP, parseOrder } from "./arguments.ts";
import type { FuzzOrder } from "./arguments.ts";
import { fuzz } from "./fuzz.ts";
import { judge } from "./fuzz-loop.ts";
import { keepFind } from "./keep-find.ts";
import { ROOT } from "../run/tool.ts";
import { seeds } from "./seeds.ts";
import { progressLine, totalLines } from "./totals.ts";

const FOUND = join(ROOT, "test-fixtures/archives/found");
const CLEAR_LINE = "\r\u001b[K";

const order = parseOrder(process.argv.slice(2), Math.floor(Math.random() * 1_000_000), availableParallelism());
switch (order.kind) {
  case "help":
    console.log(HELP);
    break;
  case "wrong":
    console.error(`${order.why} \`pnpm fuzz --help\` tells what can be asked.`);
    process.exitCode = 2;
    break;
  case "input":
    process.exitCode = judgeFile(order.file);
    break;
  case "fuzz":
    process.exitCode = await run(order);
    break;
}

function judgeFile(file: string): number {
  let input: Uint8Array;
  try {
    input = Uint8Array.from(readFileSync(file));
  } catch (error) {
    console.error(`Cannot judge ${file}: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const outcome = judge(target, input);
  const found = "promise" in outcome;
  if (found) console.log(`${styleText("red", outcome.promise)}: ${outcome.message}`);
  else console.log(`${outcome.accepted ? "accepted" : "refused"} ${outcome.codes.join(" ")}`.trimEnd());
  return found ? 1 : 0;
}

async function run(asked: FuzzOrder): Promise<number> {
  const { seed, workers } = asked;
  console.log(`Seed ${seed}, ${workers} ${workers === 1 ? "worker" : "workers"}.`);
  const { totals, seconds, finds } = await fuzz({
    ...asked,
    target: new URL("./archive-target.ts", import.meta.url),
    seeds: seeds(),
    onProgress(...now) {
      if (process.stdout.isTTY) process.stdout.write(CLEAR_LINE + progressLine(...now));
    },
  });
  if (process.stdout.isTTY) process.stdout.write(CLEAR_LINE);
  for (const find of finds) {
    const file = relative(ROOT, join(FOUND, keepFind(find, FOUND)));
    console.log(`${styleText("red", find.promise)}: ${find.message}`);
    console.log(`  Again: pnpm fuzz --input ${file}`);
  }
  for (const line of totalLines(totals, seconds, finds.length)) console.log(line);
  return finds.length === 0 ? 0 : 1;
}
