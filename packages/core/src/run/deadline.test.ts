import { expect, test } from "vitest";
import { deadlineMs } from "./deadline.ts";
import { DEFAULT_RUN_OPTIONS } from "./run-options.ts";

const wanting = (seconds: number | null): number =>
  deadlineMs({ ...DEFAULT_RUN_OPTIONS, hard_timeout_seconds: seconds }, 60_000);

test("`deadlineMs()` is the server's limit when the client asked for none", () => {
  expect(wanting(null)).toBe(60_000);
});

test("`deadlineMs()` is what the client asked for, in milliseconds, when that is shorter", () => {
  expect(wanting(59)).toBe(59_000);
  expect(wanting(0.25)).toBe(250);
});

test("`deadlineMs()` is never longer than the server's limit", () => {
  expect(wanting(61)).toBe(60_000);
  expect(wanting(60)).toBe(60_000);
});
