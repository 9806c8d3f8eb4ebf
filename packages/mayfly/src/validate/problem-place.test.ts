import { join } from "node:path";
import { cwd } from "node:process";
import { problem } from "@mayfly/core";
import { describe, expect, test } from "vitest";
import { fileOf, fromHere, positionOf, uriFromHere } from "./problem-place.ts";

const at = (entry: string | null) => problem("PACKAGE_EMPTY", "x", { entry });

describe("fileOf()", () => {
  test("is the file of a folder, however the folder was named", () => {
    const folder = { target: "link/to", isFolder: true };
    expect(fileOf(folder, at("skill/assets/a.json"))).toBe(join("link/to", "assets/a.json"));
    expect(fileOf(folder, at("skill"))).toBe("link/to");
    expect(fileOf(folder, at(null))).toBe("link/to");
  });

  test("is the archive otherwise", () => {
    expect(fileOf({ target: "a.zip", isFolder: false }, at("skill/a.json"))).toBe("a.zip");
  });
});

describe("positionOf()", () => {
  test("says what is known", () => {
    expect(positionOf(at(null))).toBe("");
    expect(positionOf({ ...at(null), line: 3 })).toBe(":3");
    expect(positionOf({ ...at(null), line: 3, column: 4 })).toBe(":3:4");
  });
});

describe("fromHere() and uriFromHere()", () => {
  test("are relative inside of the working directory, and absolute outside", () => {
    expect(fromHere(join(cwd(), "a/b c"))).toBe("a/b c");
    expect(fromHere("./a/../..b")).toBe("..b");
    expect(uriFromHere("a/b c#%ü")).toBe("a/b%20c%23%25%C3%BC");
    expect([fromHere("."), uriFromHere(".")]).toEqual([".", "./"]);
    expect(fromHere("/elsewhere/a")).toBe("/elsewhere/a");
    expect(uriFromHere("/elsewhere/a b")).toBe("file:///elsewhere/a%20b");
  });
});
