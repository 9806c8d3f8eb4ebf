// Is the package exactly one top-level folder? (req B3)
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { PackageFiles } from "./package-files.ts";

export interface TopFolder {
  /** The name of the skill's folder, `null` when it lies in none. */
  readonly folder: string | null;
  /** Where the other rules look on: empty or ending with a slash. A wrong packing does not hide other mistakes. */
  readonly root: string;
  /** Whether there is no file at all. */
  readonly empty: boolean;
  readonly problems: readonly Problem[];
}

/** Finds the top-level folder of `files`. */
export function findTopFolder(files: PackageFiles): TopFolder {
  const wrong = (
    code: "PACKAGE_EMPTY" | "PACKAGE_TOP_FOLDER",
    root: string,
    message: string,
    hint: string,
  ): TopFolder => ({
    folder: root === "" ? null : (root.split("/").at(-2) ?? null),
    root,
    empty: code === "PACKAGE_EMPTY",
    problems: [problem(code, message, { hint })],
  });
  const paths = files.entries.filter(({ kind }) => kind === "file").map(({ path }) => path);
  if (paths.length === 0) return wrong("PACKAGE_EMPTY", "", "The package holds no file.", FIRST_STEP);

  const tops = [...new Set(files.entries.map(({ path }) => path.split("/", 1)[0] ?? path))];
  const [first = ""] = tops;
  if (tops.length === 1 && !paths.includes(first))
    return { folder: first, root: `${first}/`, empty: false, problems: [] };

  const root = likelyRoot(paths);
  const names =
    tops
      .slice(0, 8)
      .map((name) => `"${escapeForDisplay(name)}"`)
      .join(", ") + (tops.length > 8 ? ", …" : "");
  const message = `The package must hold exactly one top-level folder; it holds ${names}.`;
  const hint =
    root === ""
      ? "Pack the folder of the skill, not what is in it."
      : `Pack nothing but the folder ${escapeForDisplay(root)}.`;
  return wrong("PACKAGE_TOP_FOLDER", root, message, hint);
}

const FIRST_STEP = "A skill is a folder with a SKILL.md; `mayfly init my-skill` writes one that validates and runs.";

function likelyRoot(paths: readonly string[]): string {
  for (const mark of ["assets/runner.json", "SKILL.md"]) {
    const marked = paths.find((path) => path === mark || path.endsWith(`/${mark}`));
    if (marked !== undefined) return marked.slice(0, -mark.length);
  }
  return "";
}
