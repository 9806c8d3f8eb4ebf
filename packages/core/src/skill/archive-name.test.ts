import { expect, test } from "vitest";
import { archiveName } from "./archive-name.ts";

test("`archiveName()` is the version", () => {
  expect(archiveName("1.2.0+build.5", () => false)).toBe("1.2.0+build.5");
});

test.each([null, "", "../../etc", "1/2", "..", "CON", "1\n"])("`archiveName()` of %j is a safe name", (version) => {
  expect(archiveName(version, () => false)).toBe("unversioned");
});

test("`archiveName()` passes names over that are taken", () => {
  const taken = new Set(["1.0.0", "1.0.0~2"]);
  expect(archiveName("1.0.0", (name) => taken.has(name))).toBe("1.0.0~3");
});
