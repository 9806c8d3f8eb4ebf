// Has the same operation of another run the same name?
import { describe, expect, test } from "vitest";
import { nameFileCall, nameQuery } from "./name-call.ts";

const RUN = "01m8fgp7e43eedk6hzmgmt2hh0";

describe("`nameFileCall()`", () => {
  test.each([
    [`/data/tmp/${RUN}/upload.${RUN}/package.zip.part`, "open tmp/<id>/upload.<id>/package.zip.part"],
    [`/data/tmp/trash/${RUN}.work.0123456789abcdef`, "open tmp/trash/<id>.work.<hex>"],
    [`/data/runs/3f/${RUN}/artifacts/deep/file`, "open runs/<aa>/<id>/artifacts/…"],
    ["/data/skills/some/assets/runner.json", "open skills/some/…"],
    ["/data/tmp/trash/mayfly-trial-3ULBNj/run", "open tmp/trash/mayfly-trial-<chance>/run"],
    ["/data", "open ."],
  ])("calls %s `%s`", (path, name) => {
    expect(nameFileCall("open", path, "/data")).toBe(name);
  });

  test("has no name for what lies elsewhere, or nowhere", () => {
    expect(nameFileCall("open", "/proc/self/stat", "/data")).toBeNull();
    expect(nameFileCall("open", "", "/data")).toBeNull();
  });
});

test("`nameQuery()` writes a statement on one short line", () => {
  expect(nameQuery("run", "\n  DELETE FROM runs\n  WHERE id = :id")).toBe("sql run DELETE FROM runs WHERE id = :id");
  expect(nameQuery("get", `SELECT ${"x".repeat(100)}`)).toHaveLength("sql get ".length + 61);
});
