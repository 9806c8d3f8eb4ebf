// How is a find kept, so that it is tried again from now on?
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Find } from "./fuzz-loop.ts";

/** Writes its input into `folder`, under the name of the promise that it breaks, and gives the file's name. */
export function keepFind({ promise, input }: Find, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const name = `${promise}--${createHash("sha256").update(input).digest("hex").slice(0, 8)}.zip`;
  writeFileSync(join(folder, name), input);
  return name;
}
