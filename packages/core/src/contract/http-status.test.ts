import { expect, test } from "vitest";
import { PROBLEM_CODES, type ProblemCode } from "../problem/codes.ts";
import { httpStatus, httpStatusTable } from "./http-status.ts";

const codes = Object.keys(PROBLEM_CODES) as ProblemCode[];

test("`httpStatus()` answers 400 for whatever is wrong with what was sent, and these for the rest", () => {
  const others = Object.fromEntries(
    codes.map((code) => [code, httpStatus(code)]).filter(([, status]) => status !== 400),
  );
  expect(others).toEqual({
    REQUEST_UNAUTHORIZED: 401,
    REQUEST_ORIGIN_REFUSED: 403,
    SKILL_INSTALL_FORBIDDEN: 403,
    REQUEST_ROUTE_UNKNOWN: 404,
    RUN_NOT_FOUND: 404,
    SKILL_NOT_FOUND: 404,
    SKILL_INSTALL_NOT_FOUND: 404,
    RUN_FILE_NOT_FOUND: 404,
    RUN_NOT_FINISHED: 404,
    REQUEST_METHOD_NOT_ALLOWED: 405,
    RUN_ALREADY_STARTED: 409,
    SKILL_BROKEN: 409,
    SKILL_VERSION_NOT_HIGHER: 409,
    RUN_FINISHED: 409,
    RUN_UPLOAD_EXPIRED: 409,
    RUN_CANCELED: 409,
    REQUEST_UPLOAD_STALLED: 408,
    REQUEST_TOO_LARGE: 413,
    REQUEST_MEDIA_TYPE: 415,
    REQUEST_RANGE_INVALID: 416,
    REQUEST_HOST_REFUSED: 421,
    RUN_KEY_REUSED: 422,
    RUN_QUEUE_FULL: 429,
    REQUEST_VALIDATIONS_FULL: 429,
    RUN_TOO_MANY_AWAITING: 429,
    REQUEST_INTERNAL: 500,
    REQUEST_UNAVAILABLE: 503,
    RUN_NO_SPACE: 507,
  });
});

test("`httpStatusTable()` lists every code once, with its meaning and its status", () => {
  expect(httpStatusTable()).toEqual(
    codes.map((code) => ({ code, status: httpStatus(code), meaning: PROBLEM_CODES[code] })),
  );
});
