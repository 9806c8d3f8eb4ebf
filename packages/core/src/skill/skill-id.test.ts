import { expect, test } from "vitest";
import { isSkillId } from "./skill-id.ts";

test.each(["demo", "csv-profile", "Straße", "a.b", "x_1"])("`isSkillId()` takes %j", (text) => {
  expect(isSkillId(text)).toBe(true);
});

test.each([
  "",
  ".",
  "..",
  ".hidden",
  "a/b",
  "../a",
  "a\\b",
  "a\0",
  "CON",
  "__proto__",
  "e\u0301",
  "a ",
  "x".repeat(300),
])("`isSkillId()` refuses %j", (text) => {
  expect(isSkillId(text)).toBe(false);
});
