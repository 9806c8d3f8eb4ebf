import { expect, test } from "vitest";
import { PROBLEM_CODES, type ProblemCode } from "../problem/codes.ts";
import { problem, warning } from "../problem/problem.ts";
import { httpStatus } from "./http-status.ts";
import { problemDocumentSchema, PROBLEM_MEDIA_TYPE, toProblemDocument } from "./problem-document.ts";

const plain = { message: "There is no run with this id.", problems: [], run: null } as const;

test("`toProblemDocument()` holds type, title, status, a sentence, the code and the run, and no list where one thing is wrong", () => {
  expect(toProblemDocument({ ...plain, code: "RUN_NOT_FOUND" })).toEqual({
    type: "urn:mayfly:problem:RUN_NOT_FOUND",
    title: "Not found",
    status: 404,
    detail: "There is no run with this id.",
    code: "RUN_NOT_FOUND",
    request_id: null,
  });
  expect(PROBLEM_MEDIA_TYPE).toBe("application/problem+json");
});

test("`toProblemDocument()` lists the errors with their places, and leaves warnings out", () => {
  const problems = [
    problem("PACKAGE_IDENTITY", "The names differ.", {
      entry: "a/SKILL.md",
      pointer: "/name",
      hint: "Use one.",
      line: 3,
    }),
    warning("RUN_FIELD_IGNORED", "Ignored."),
  ];
  const document = toProblemDocument({ code: "PACKAGE_IDENTITY", message: "The names differ.", problems, run: "r1" });
  expect(document.request_id).toBe("r1");
  expect(document.errors).toEqual([
    { code: "PACKAGE_IDENTITY", entry: "a/SKILL.md", pointer: "/name", detail: "The names differ.", hint: "Use one." },
  ]);
});

test("`toProblemDocument()` takes another status, with its title, where the same code answers a question", () => {
  expect(toProblemDocument({ ...plain, code: "RUN_NOT_FINISHED" }, 409)).toMatchObject({
    status: 409,
    title: "Not possible in this state",
  });
  expect(toProblemDocument({ ...plain, code: "RUN_NOT_FINISHED" }, 418)).toMatchObject({
    status: 418,
    title: "The request was not carried out",
  });
});

test("`toProblemDocument()` has a title of its own for the status of every code, and keeps to its schema", () => {
  for (const code of Object.keys(PROBLEM_CODES) as ProblemCode[]) {
    const document = toProblemDocument({ ...plain, code });
    expect(problemDocumentSchema.parse(document), code).toEqual(document);
    expect(document.status, code).toBe(httpStatus(code));
    expect(document.title, code).not.toBe("The request was not carried out");
  }
});
