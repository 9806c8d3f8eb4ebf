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
  /** Files and folders, those included that are only implied by what lies in them. */
  readonly nodes: number;
}

interface Node {
  readonly spelling: string;
  readonly folder: boolean;
  /** Whether a path ends here; a folder may also be only implied. */
  listed: boolean;
  /** What lies in it by the key of the name, so that names that collide anywhere meet. */
  children: Map<string, Node> | null;
}

/** When there is no use in growing a tree on: a few long paths can imply very many folders. */
export interface TreeBounds {
  readonly nodes: number;
  readonly problems: number;
}

const UNBOUNDED: TreeBounds = { nodes: Infinity, problems: Infinity };

/**
 * Grows the tree of `paths`, each of which is safe by itself, and tells which of them do not fit into it. Gives up
 * at the first node or problem above `most`.
 */
export function findCollisions(paths: readonly ListedPath[], most: TreeBounds = UNBOUNDED): Tree {
  const tree = new GrowingTree();
  const problems: Problem[] = [];
  for (const { path, kind } of paths) {
    const conflict = tree.add(path, kind);
    if (conflict !== null) problems.push(conflict);
    if (tree.nodes > most.nodes || problems.length > most.problems) break;
  }
  return { problems, nodes: tree.nodes };
}

class GrowingTree {
  /** Files and folders, the root aside. */
  nodes = 0;
  readonly #root: Node = { spelling: "", folder: true, listed: true, children: new Map() };
  /** Folders by their path as spelled: most paths lie in a folder that is known. */
  readonly #folders = new Map<string, Node>();

  add(path: string, kind: ListedPath["kind"]): Problem | null {
    const end = path.lastIndexOf("/");
    const known = end < 0 ? this.#root : this.#folders.get(path.slice(0, end));
    if (known === undefined) return this.#addAll(path, kind);
    const found = this.#enter(known, path.slice(end + 1), kind === "directory", true);
    return "code" in found ? collision(found.code, path, path.slice(0, end + 1) + found.spelling) : null;
  }

  /** Enters every folder on the way, too. */
  #addAll(path: string, kind: ListedPath["kind"]): Problem | null {
    let parent = this.#root;
    let start = 0;
    for (;;) {
      const slash = path.indexOf("/", start);
      const listed = slash < 0;
      const end = listed ? path.length : slash;
      const found = this.#enter(parent, path.slice(start, end), !listed || kind === "directory", listed);
      if ("code" in found) return collision(found.code, path, path.slice(0, start) + found.spelling);
      if (listed) return null;
      this.#folders.set(path.slice(0, end), found);
      parent = found;
      start = end + 1;
    }
  }

  #enter(parent: Node, spelling: string, folder: boolean, listed: boolean): Node | Conflict {
    const key = segmentKey(spelling);
    parent.children ??= new Map();
    const known = parent.children.get(key);
    if (known === undefined) {
      const node: Node = { spelling, folder, listed, children: null };
      parent.children.set(key, node);
      this.nodes += 1;
      return node;
    }
    const code = conflict(known, spelling, folder, listed);
    if (code !== null) return { code, spelling: known.spelling };
    known.listed ||= listed;
    return known;
  }
}

interface Conflict {
  readonly code: keyof typeof PATH_CODES;
  /** Of the node that is there already. */
  readonly spelling: string;
}

function conflict(known: Node, spelling: string, folder: boolean, listed: boolean): keyof typeof PATH_CODES | null {
  if (known.spelling !== spelling) return known.folder && folder ? "PATH_PARENT_SPELLING" : "PATH_COLLISION";
  if (known.folder !== folder) return "PATH_FILE_AND_FOLDER";
  return known.listed && listed ? "PATH_REPEATED" : null;
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
