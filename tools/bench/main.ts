// How fast is it? `bench [name] [--json <file>]` runs the benches beside this file.
import { globSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { styleText } from "node:util";
import type { Bench, Row } from "./bench.ts";
import { measure } from "./measure.ts";
import { table } from "./table.ts";

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
  const rows: Row[] = [];
  for (const name of wanted) rows.push(...(await run(name)));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

async function run(name: string): Promise<Row[]> {
  const { default: bench } = (await import(join(import.meta.dirname, name + SUFFIX))) as { default: Bench };
  const rows: Row[] = [];
  try {
    for (const contest of bench.contests) rows.push(...(await measure(name, contest)));
  } finally {
    await bench.end?.();
  }
  console.log(`${styleText("cyan", name)}\n${table(rows)}\n`);
  return rows;
}
