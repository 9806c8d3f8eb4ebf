import { expect, test } from "vitest";
import { hasError, problem, warning } from "./problem.ts";
import { toWireError, toWireProblem } from "./wire-problem.ts";

test("`problem()` is an error about the whole, unless it is told a place", () => {
  expect(problem("RUN_NOT_FOUND", "There is none.")).toEqual({
    code: "RUN_NOT_FOUND",
    severity: "error",
    entry: null,
    line: null,
    column: null,
    pointer: null,
    message: "There is none.",
    hint: null,
  });
  const place = { entry: "a/b.json", line: 2, column: 5, pointer: "/x", hint: "Write y." };
  expect(problem("RUN_NOT_FOUND", "There is none.", place)).toMatchObject({ severity: "error", ...place });
});

test("`warning()` is the same with the other severity", () => {
  const place = { entry: "a/b.json" };
  expect(warning("RUN_NOT_FOUND", "x.", place)).toEqual({
    ...problem("RUN_NOT_FOUND", "x.", place),
    severity: "warning",
  });
});

test("`hasError()` holds when any is an error, and not for warnings or nothing", () => {
  const error = problem("RUN_NOT_FOUND", "x.");
  const mild = warning("RUN_NOT_FOUND", "x.");
  expect(hasError([])).toBe(false);
  expect(hasError([mild, mild])).toBe(false);
  expect(hasError([mild, error])).toBe(true);
});

test("`toWireProblem()` shows code, place, sentence and hint, and not where in the text", () => {
  const place = { entry: "a", line: 2, column: 5, pointer: "/x", hint: "Write y." };
  expect(toWireProblem(problem("RUN_NOT_FOUND", "There is none.", place))).toEqual({
    code: "RUN_NOT_FOUND",
    entry: "a",
    pointer: "/x",
    detail: "There is none.",
    hint: "Write y.",
  });
});

test("`toWireError()` has a list only where several things may be wrong", () => {
  const only = problem("RUN_NOT_FOUND", "x.");
  expect(toWireError({ code: "RUN_CANCELED", message: "m", problems: [] })).toEqual({
    code: "RUN_CANCELED",
    message: "m",
  });
  expect(toWireError({ code: "RUN_CANCELED", message: "m", problems: [only] })).toEqual({
    code: "RUN_CANCELED",
    message: "m",
    errors: [toWireProblem(only)],
  });
});
