// Which codes are there? Each is an address: its first word names the room that decides.
import { ARCHIVE_CODES } from "./codes/archive.ts";
import { INPUT_CODES } from "./codes/input.ts";
import { PACKAGE_CODES } from "./codes/package.ts";
import { PATH_CODES } from "./codes/path.ts";
import { REQUEST_CODES } from "./codes/request.ts";
import { RESULT_CODES } from "./codes/result.ts";
import { RUN_CODES } from "./codes/run.ts";
import { SCHEMA_CODES } from "./codes/schema.ts";
import { SKILL_CODES } from "./codes/skill.ts";

/** Every code with one line that says what it means. */
export const PROBLEM_CODES = {
  ...PATH_CODES,
  ...ARCHIVE_CODES,
  ...SCHEMA_CODES,
  ...PACKAGE_CODES,
  ...INPUT_CODES,
  ...SKILL_CODES,
  ...RUN_CODES,
  ...RESULT_CODES,
  ...REQUEST_CODES,
} as const;

export type ProblemCode = keyof typeof PROBLEM_CODES;
