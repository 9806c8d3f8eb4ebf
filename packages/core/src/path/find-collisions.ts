// Do these paths make one tree that every system keeps apart? (zip K1, K2, B5)
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { PATH_CODES } from "../problem/codes/path.ts";
import { segmentKey } from "./collision-key.ts";
import { escapeForDisplay } from "./escape-for-display.ts";

export interface ListedPath {
  readonly path: string;
  readonly kind: "file" | "directory";
}

export interface Tree {
  /** At most one for each path. */
  readonly problems: readonly Problem[];
  /** Folders, those included that are only implied by what lies in them. */
  readonly folders: number;
}

interface Node {
  readonly id: number;
  readonly spelling: string;
  readonly folder: boolean;
  /** Whether a path ends here; a folder may also be only implied. */
  listed: boolean;
}

/** Grows the tree of `paths`, each of which is safe by itself, and tells which of them do not fit into it. */
export function findCollisions(paths: readonly ListedPath[]): Tree {
  const nodes = new Map<string, Node>();
  const problems: Problem[] = [];
  let folders = 0;

  for (const { path, kind } of paths) {
    const segments = path.split("/");
    let parent = 0;
    for (const [place, spelling] of segments.entries()) {
      const listed = place === segments.length - 1;
      const folder = !listed || kind === "directory";
      const key = `${parent}/${segmentKey(spelling)}`;
      const known = nodes.get(key);
      if (known === undefined) {
        parent = nodes.size + 1;
        nodes.set(key, { id: parent, spelling, folder, listed });
        if (folder) folders += 1;
        continue;
      }
      const code = conflict(known, { spelling, folder, listed });
      if (code !== null) {
        problems.push(collision(code, path, [...segments.slice(0, place), known.spelling].join("/")));
        break;
      }
      known.listed ||= listed;
      parent = known.id;
    }
  }
  return { problems, folders };
}

function conflict(known: Omit<Node, "id">, now: Omit<Node, "id">): keyof typeof PATH_CODES | null {
  if (known.spelling !== now.spelling) return known.folder && now.folder ? "PATH_PARENT_SPELLING" : "PATH_COLLISION";
  if (known.folder !== now.folder) return "PATH_FILE_AND_FOLDER";
  return known.listed && now.listed ? "PATH_REPEATED" : null;
}

const REASONS: Partial<Record<keyof typeof PATH_CODES, string>> = {
  PATH_COLLISION: "some systems take it for the same name as",
  PATH_PARENT_SPELLING: "one of its folders is spelled differently in",
  PATH_FILE_AND_FOLDER: "it needs both a file and a folder at",
  PATH_REPEATED: "the list has it already, as",
};

function collision(code: keyof typeof PATH_CODES, path: string, other: string): Problem {
  const entry = escapeForDisplay(path);
  return problem(code, `Cannot use the path "${entry}": ${REASONS[code] ?? ""} "${escapeForDisplay(other)}".`, {
    entry,
  });
}
