// How fast is it? `bench [name] [--json <file>]` runs the benches beside this file.
import { globSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { styleText } from "node:util";
import type { Bench, Figure, Row } from "./bench.ts";
import { measure } from "./measure.ts";
import { figureTable, table } from "./table.ts";

const SUFFIX = ".bench.ts";
const names = globSync(`*${SUFFIX}`, { cwd: import.meta.dirname })
  .map((each) => basename(each, SUFFIX))
  .toSorted();
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "string" } } });
const wanted = positionals.length === 0 ? names : positionals;
const unknown = wanted.filter((each) => !names.includes(each));

if (unknown.length > 0) {
  console.error(`Cannot run the bench ${unknown.join(", ")}: there are ${names.join(", ")}.`);
  process.exitCode = 2;
} else {
  const rows: (Row | Figure)[] = [];
  for (const name of wanted) rows.push(...(await run(name)));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

async function run(name: string): Promise<(Row | Figure)[]> {
  const { default: bench } = (await import(join(import.meta.dirname, name + SUFFIX))) as { default: Bench };
  const rows: Row[] = [];
  try {
    for (const contest of bench.contests ?? []) {
      tell(`${name}: ${contest.case}, ${contest.subject}`);
      rows.push(...(await measure(name, contest)));
    }
    if (bench.figures !== undefined) tell(`${name}: figures`);
    const figures = (await bench.figures?.()) ?? [];
    tell("");
    console.log(styleText("cyan", name));
    if (rows.length > 0) console.log(`${table(rows)}\n`);
    if (figures.length > 0) console.log(`${figureTable(figures)}\n`);
    return [...rows, ...figures];
  } finally {
    await bench.end?.();
  }
}

/** Shows on a terminal what is being measured, in one line that the next one replaces. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${what}`);
}
