import fc from "fast-check";
import { expect, test, describe } from "vitest";
import { collisionKey } from "./collision-key.ts";
import { findCollisions, type ListedPath } from "./find-collisions.ts";

function listed(...paths: string[]): ListedPath[] {
  return paths.map((path) =>
    path.endsWith("/") ? { path: path.slice(0, -1), kind: "directory" as const } : { path, kind: "file" as const },
  );
}

function codes(...paths: string[]): (readonly [string, string | null])[] {
  return findCollisions(listed(...paths)).problems.map(({ code, entry }) => [code, entry] as const);
}

describe("findCollisions()", () => {
  test("accepts files and folders of one tree, in any order", () => {
    expect(codes("a/b/c", "a/", "a/b/", "a/d", "b", "a/b/d", "c/")).toEqual([]);
    expect(codes()).toEqual([]);
  });

  test("counts files and folders, implied ones once", () => {
    expect(findCollisions(listed("a/b/c", "a/b/d", "a/", "x", "y/")).nodes).toBe(6);
    expect(findCollisions(listed("x")).nodes).toBe(1);
    expect(findCollisions([]).nodes).toBe(0);
  });

  test("gives up at the first path that makes too many nodes, and at the first problem too many", () => {
    const deep = ["a/b/c", "d/e/f", "g/h/i", "j"];
    expect(findCollisions(listed(...deep), { nodes: 5, problems: 9 })).toEqual({ problems: [], nodes: 6 });
    expect(findCollisions(listed("a", "a", "a", "a"), { nodes: 9, problems: 1 }).problems).toHaveLength(2);
  });

  test("refuses two names that some systems take for one", () => {
    expect(codes("a/x", "a/X")).toEqual([["PATH_COLLISION", "a/X"]]);
    expect(codes("é", "e\u0301")).toEqual([["PATH_COLLISION", "e\u0301"]]);
    expect(codes("x", "X/")).toEqual([["PATH_COLLISION", "X"]]);
    expect(codes("x/y", "X")).toEqual([["PATH_COLLISION", "X"]]);
  });

  test("refuses a folder spelled in two ways", () => {
    expect(codes("a/x", "A/y")).toEqual([["PATH_PARENT_SPELLING", "A/y"]]);
    expect(codes("a/", "A/")).toEqual([["PATH_PARENT_SPELLING", "A"]]);
    expect(codes("r/ß/x", "r/ss/y")).toEqual([["PATH_PARENT_SPELLING", "r/ss/y"]]);
  });

  test("refuses a name listed twice", () => {
    expect(codes("a/b", "a/b")).toEqual([["PATH_REPEATED", "a/b"]]);
    expect(codes("a/", "a/")).toEqual([["PATH_REPEATED", "a"]]);
    expect(codes("a/", "a/b", "a/")).toEqual([["PATH_REPEATED", "a"]]);
    expect(codes("a/b", "a/", "a/")).toEqual([["PATH_REPEATED", "a"]]);
  });

  test("refuses a file that is also a folder", () => {
    expect(codes("a", "a/b")).toEqual([["PATH_FILE_AND_FOLDER", "a/b"]]);
    expect(codes("a/b", "a")).toEqual([["PATH_FILE_AND_FOLDER", "a"]]);
    expect(codes("a", "a/")).toEqual([["PATH_FILE_AND_FOLDER", "a"]]);
    expect(codes("a/", "a")).toEqual([["PATH_FILE_AND_FOLDER", "a"]]);
  });

  test("keeps equal names in different folders apart", () => {
    expect(codes("a/x", "b/X", "x", "a/b/x")).toEqual([]);
  });

  test("tells each path's first conflict, and with what", () => {
    const { problems } = findCollisions(listed("a/b/c", "A/B/C", "a/b/C"));
    expect(problems.map((each) => each.message)).toEqual([
      'Cannot use the path "A/B/C": one of its folders is spelled differently in "a".',
      'Cannot use the path "a/b/C": some systems take it for the same name as "a/b/c".',
    ]);
    expect(findCollisions(listed("a", "a/b")).problems[0]?.message).toBe(
      'Cannot use the path "a/b": it needs both a file and a folder at "a".',
    );
    expect(findCollisions(listed("a", "a")).problems[0]?.message).toBe(
      'Cannot use the path "a": the list has it already, as "a".',
    );
  });

  const segment = fc.constantFrom("a", "A", "b", "ß", "ss", "SS", "é", "e\u0301", "x");
  const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join("/"));

  test("finds a collision of two in either order", () => {
    fc.assert(
      fc.property(path, path, fc.boolean(), fc.boolean(), (one, other, first, second) => {
        const forth = findCollisions([entry(one, first), entry(other, second)]).problems.map((each) => each.code);
        const back = findCollisions([entry(other, second), entry(one, first)]).problems.map((each) => each.code);
        expect(back).toEqual(forth);
      }),
      { numRuns: 1000 },
    );
  });

  test("finds one between two files exactly when a key is the other's, or its folder's", () => {
    fc.assert(
      fc.property(path, path, (one, other) => {
        const found = findCollisions([entry(one, false), entry(other, false)]).problems.length > 0;
        const [left, right] = [collisionKey(one), collisionKey(other)];
        const spelledAlike = sharedFolders(one, other);
        const clash = left === right || left.startsWith(`${right}\0`) || right.startsWith(`${left}\0`) || !spelledAlike;
        expect(found).toBe(clash);
      }),
      { numRuns: 1000 },
    );
  });
});

function entry(path: string, directory: boolean): ListedPath {
  return { path, kind: directory ? "directory" : "file" };
}

/** Whether the folders that the two have in common by key are also spelled alike. */
function sharedFolders(one: string, other: string): boolean {
  const [left, right] = [one.split("/"), other.split("/")];
  for (let depth = 0; depth < Math.min(left.length, right.length); depth += 1) {
    const [mine = "", theirs = ""] = [left[depth], right[depth]];
    if (collisionKey(mine) !== collisionKey(theirs)) return true;
    if (mine !== theirs) return false;
  }
  return true;
}
