import { describe, expect, test } from "vitest";
import { notes, outcome } from "../testing/judge-archive.ts";
import { rawZip, type RawEntry } from "../../../../test-fixtures/archives/raw-zip.ts";

describe("readArchiveSync() judges names (zip P, K, M)", () => {
  test.each<readonly [string, RawEntry[], string[]]>([
    ["a path that leads out", [{ name: "../x" }], ["PATH_TRAVERSAL ../x"]],
    ["an absolute path", [{ name: "/x" }], ["PATH_ABSOLUTE /x"]],
    ["an absolute folder", [{ name: "/" }], ["PATH_ABSOLUTE /"]],
    ["an empty name", [{ name: "" }], ["PATH_EMPTY "]],
    ["two slashes at the end", [{ name: "d//" }], ["PATH_EMPTY_SEGMENT d/"]],
    [
      "all that is wrong",
      [{ name: "a\\b" }, { name: "c/../nul" }],
      ["PATH_BACKSLASH a\\b", "PATH_TRAVERSAL c/../nul", "PATH_DEVICE_NAME c/../nul"],
    ],
    ["two names that collide", [{ name: "a" }, { name: "A" }], ["PATH_COLLISION A"]],
    ["a name twice", [{ name: "a" }, { name: "a" }], ["PATH_REPEATED a"]],
    ["a file that is a folder", [{ name: "a" }, { name: "a/" }], ["PATH_FILE_AND_FOLDER a"]],
    ["junk that leads out", [{ name: "__MACOSX/../../x" }], ["PATH_TRAVERSAL __MACOSX/../../x"]],
  ])("and refuses %s", (_, entries, expected) => {
    expect(outcome(rawZip(entries))).toEqual(expected);
  });

  test("and makes slashes of backslashes only when an old DOS archive has nothing else", () => {
    const names = (host: number, ...all: string[]) => rawZip(all.map((name) => ({ name, host })));
    expect(outcome(names(0, "d\\", "d\\a.txt"))).toEqual(["accepted", "d/", "d/a.txt"]);
    expect(notes(names(0, "d\\a.txt"))).toEqual([["ARCHIVE_BACKSLASH_REPLACED", null]]);
    expect(outcome(names(0, "d\\a.txt", "e/b"))).toEqual(["PATH_BACKSLASH d\\a.txt"]);
    expect(outcome(names(3, "d\\a.txt"))).toEqual(["PATH_BACKSLASH d\\a.txt"]);
    expect(outcome(names(0, "..\\x"))).toEqual(["PATH_TRAVERSAL ../x"]);
    expect(outcome(names(0, "a", "b"))).toEqual(["accepted", "a", "b"]);
    expect(notes(names(0, "a", "b"))).toEqual([]);
    const mixed = rawZip([
      { name: "a\\b", host: 0 },
      { name: "c", host: 3 },
    ]);
    expect(outcome(mixed)).toEqual(["PATH_BACKSLASH a\\b"]);
  });

  test("and drops a leading `./` only when every name has it", () => {
    const names = (...all: string[]) => rawZip(all.map((name) => ({ name })));
    expect(outcome(names("./", "./a", "./d/", "./d/b"))).toEqual(["accepted", "a", "d/", "d/b"]);
    expect(notes(names("./", "./a"))).toEqual([["ARCHIVE_DOT_SEGMENT_DROPPED", null]]);
    expect(outcome(names("./a", "b"))).toEqual(["PATH_DOT_SEGMENT ./a"]);
    expect(outcome(names("././a"))).toEqual(["PATH_DOT_SEGMENT ./a"]);
    expect(outcome(names(".//a"))).toEqual(["PATH_ABSOLUTE /a"]);
    expect(outcome(names("./../a"))).toEqual(["PATH_TRAVERSAL ../a"]);
    expect(outcome(names("./", "./"))).toEqual(["PATH_REPEATED ./"]);
    expect(outcome(rawZip([{ name: "./", content: "x" }]))).toEqual(["ARCHIVE_DIRECTORY_WITH_CONTENT "]);
    expect(outcome(names("."))).toEqual(["PATH_DOT_SEGMENT ."]);
  });

  test("and leaves out what only a desktop needs, and says so", () => {
    const kept = ["s/a", "s/.hidden", "s/__MACOSX/x", "s/my.DS_Store", "DS_Store"];
    const dropped = ["__MACOSX/s/._a", "s/._a", "s/.DS_Store", "s/Desktop.ini", "Thumbs.db", "s/thumbs.db"];
    const archive = rawZip([...kept, ...dropped].map((name) => ({ name, content: "x" })));
    expect(outcome(archive)).toEqual(["accepted", ...kept]);
    expect(notes(archive)).toEqual(dropped.map((name) => ["ARCHIVE_JUNK_DROPPED", name]));
  });
});
