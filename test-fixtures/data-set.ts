// Where does the real public data come from that demo and tests use?
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "..", "node_modules", "vega-datasets", "data");

/** A file of the vega-datasets package, such as `birdstrikes.csv`. */
export function dataSet(name: string): Uint8Array {
  return readFileSync(join(FOLDER, name));
}

/** Its lines as fields; only for files without quotation marks, which it refuses. */
export function plainRows(name: string, delimiter = ","): string[][] {
  const text = Buffer.from(dataSet(name)).toString("utf8");
  if (text.includes('"')) throw new Error(`${name} has quotation marks`);
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(delimiter));
}
