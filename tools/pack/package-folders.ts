// Where are the packages of the workspace?
import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../run/tool.ts";

/** The folders of all packages, absolute and in order of name. */
export function packageFolders(): string[] {
  const folders = globSync("packages/*", { cwd: ROOT }).map((each) => join(ROOT, each));
  return folders.filter((each) => existsSync(join(each, "package.json"))).toSorted();
}
