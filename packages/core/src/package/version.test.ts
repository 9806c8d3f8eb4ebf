import { expect, test } from "vitest";
import { parseVersion } from "./version.ts";

test.each([
  ["1.2.3", { numbers: [1, 2, 3], preRelease: [], post: null }],
  ["v1.2", { numbers: [1, 2, 0], preRelease: [], post: null }],
  ["7", { numbers: [7, 0, 0], preRelease: [], post: null }],
  ["1.2.3.4", { numbers: [1, 2, 3, 4], preRelease: [], post: null }],
  ["1.0.0-rc.1+build.5", { numbers: [1, 0, 0], preRelease: ["rc", "1"], post: null }],
  ["1.0.0-1", { numbers: [1, 0, 0], preRelease: ["1"], post: null }],
  ["1.0-beta", { numbers: [1, 0, 0], preRelease: ["beta"], post: null }],
  ["1.0rc2", { numbers: [1, 0, 0], preRelease: ["rc", "2"], post: null }],
  ["1.0C2", { numbers: [1, 0, 0], preRelease: ["rc", "2"], post: null }],
  ["2.1a", { numbers: [2, 1, 0], preRelease: ["alpha", "0"], post: null }],
  ["1.0.dev3", { numbers: [1, 0, 0], preRelease: ["0", "dev", "3"], post: null }],
  ["1.0.post1", { numbers: [1, 0, 0], preRelease: [], post: 1 }],
  ["1.0_r4+local", { numbers: [1, 0, 0], preRelease: [], post: 4 }],
])("`parseVersion()` reads %s", (text, version) => {
  expect(parseVersion(text)).toEqual(version);
});

test.each([
  "",
  "one",
  "1.x",
  "1.2.3.4.5.6",
  "-1",
  "1..2",
  "1.0.0-",
  "1.0.0 ",
  "1-1",
  "1.0-1",
  "1!1.0",
  "1.0rc1.post2",
  "1.0.final",
  `1${"0".repeat(300)}`,
])("`parseVersion()` refuses %j", (text) => {
  expect(parseVersion(text)).toBe(null);
});
