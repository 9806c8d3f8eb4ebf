import { expect, test } from "vitest";
import { parseVersion } from "./version.ts";

test.each([
  ["1.2.3", { numbers: [1, 2, 3], preRelease: [] }],
  ["v1.2", { numbers: [1, 2, 0], preRelease: [] }],
  ["7", { numbers: [7, 0, 0], preRelease: [] }],
  ["1.0.0-rc.1+build.5", { numbers: [1, 0, 0], preRelease: ["rc", "1"] }],
])("`parseVersion()` reads %s", (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test.each(["", "one", "1.x", "1.2.3.4", "-1", "1..2", "1.0.0-", "1.0.0 ", `1${"0".repeat(300)}`])(
  "`parseVersion()` refuses %j",
  (text) => {
    expect(parseVersion(text)).toBe(null);
  },
);
