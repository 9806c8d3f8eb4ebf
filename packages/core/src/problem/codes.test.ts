import { expect, test } from "vitest";
import { ARCHIVE_CODES } from "./codes/archive.ts";
import { INPUT_CODES } from "./codes/input.ts";
import { PACKAGE_CODES } from "./codes/package.ts";
import { PATH_CODES } from "./codes/path.ts";
import { REQUEST_CODES } from "./codes/request.ts";
import { RESULT_CODES } from "./codes/result.ts";
import { RUN_CODES } from "./codes/run.ts";
import { SCHEMA_CODES } from "./codes/schema.ts";
import { SKILL_CODES } from "./codes/skill.ts";
import { PROBLEM_CODES } from "./codes.ts";

const BY_ROOM: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PATH: PATH_CODES,
  ARCHIVE: ARCHIVE_CODES,
  SCHEMA: SCHEMA_CODES,
  PACKAGE: PACKAGE_CODES,
  INPUT: INPUT_CODES,
  SKILL: SKILL_CODES,
  RUN: RUN_CODES,
  RESULT: RESULT_CODES,
  REQUEST: REQUEST_CODES,
};

test("every code begins with the room that decides", () => {
  for (const [room, codes] of Object.entries(BY_ROOM)) {
    for (const code of Object.keys(codes)) expect(code).toMatch(new RegExp(`^${room}(_[A-Z0-9]+)+$`, "u"));
  }
});

test("`PROBLEM_CODES` holds every code of every room, each decided by one", () => {
  const all = Object.values(BY_ROOM).flatMap((codes) => Object.keys(codes));
  expect(Object.keys(PROBLEM_CODES).toSorted()).toEqual(all.toSorted());
  expect(new Set(all).size).toBe(all.length);
});

test("every code has one line that says what it means", () => {
  for (const [code, meaning] of Object.entries(PROBLEM_CODES))
    expect(meaning, code).toMatch(/^[A-Z`][^\n]{10,200}\.( \((zip|req|design) [^\n)]+\))?$/u);
});
