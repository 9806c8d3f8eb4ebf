// What is a new package made of? Files that lie beside the program, with a name to fill in.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const TEMPLATE_ENGINES = ["script"] as const;
export type TemplateEngine = (typeof TEMPLATE_ENGINES)[number];

/** What every template is called as it lies here. */
const NAME = "skill-name";

export interface TemplateFile {
  /** Below the package's folder. */
  readonly path: string;
  readonly text: string;
}

/** The files of a package `name` for `engine`, sorted by path. */
export function templateFiles(engine: TemplateEngine, name: string): readonly TemplateFile[] {
  const folder = fileURLToPath(new URL(`../../templates/${engine}/${NAME}`, import.meta.url));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(folder, file), text: readFileSync(file, "utf8").replaceAll(NAME, name) }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
