// Which code does a page show?
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The `ts` blocks of a page by the word behind `ts`. */
export function blocksOf(page: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(import.meta.dirname, "..", page), "utf8");
  return Object.fromEntries(
    [...text.matchAll(/^```ts (\w+)\n(.*?)^```$/gms)].map(([, name = "", block = ""]) => [name, block]),
  );
}
