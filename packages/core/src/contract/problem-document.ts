// What does an error look like? (RFC 9457; design §7 Errors)
import { z } from "zod";
import type { ProblemCode } from "../problem/codes.ts";
import type { Problem } from "../problem/problem.ts";
import { toWireProblem } from "../problem/wire-problem.ts";
import { httpStatus } from "./http-status.ts";

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

export const wireProblemSchema = z
  .object({
    code: z.string().describe("For programs; its meaning never changes."),
    entry: z.string().nullable().describe("The file that it is about."),
    pointer: z.string().nullable().describe("JSON pointer (RFC 6901) to the place in the body or the file."),
    detail: z.string().describe("A sentence for people."),
    hint: z.string().nullable().describe("The remedy."),
  })
  .meta({ id: "Problem" });

/** Several things that are wrong. */
export const wireProblemsSchema = z.array(wireProblemSchema).readonly();

export const problemDocumentSchema = z.object({
  type: z.string().describe("`urn:mayfly:problem:` and the code."),
  title: z.string().describe("What the status means, in a few words."),
  status: z.int().describe("The HTTP status again."),
  detail: z.string().describe("A sentence for people."),
  code: z.string().describe("For programs; its meaning never changes."),
  request_id: z.string().nullable().describe("The run that it is about."),
  errors: wireProblemsSchema.optional().describe("All that is wrong, where several things may be."),
});

export type ProblemDocument = z.infer<typeof problemDocumentSchema>;

const TITLES: Readonly<Record<number, string>> = {
  400: "The request is not valid",
  401: "The API key is missing or wrong",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  408: "Too slow",
  409: "Not possible in this state",
  413: "Too large",
  415: "Unsupported media type",
  416: "Range not satisfiable",
  417: "Expectation not met",
  421: "Misdirected request",
  422: "The same key came with another request",
  429: "Too many requests",
  431: "Headers too large",
  500: "Internal fault",
  503: "Not available now",
  507: "Insufficient storage",
};

/** What a status means, in a few words. */
export function problemTitle(status: number): string {
  return TITLES[status] ?? "The request was not carried out";
}

/** The problem document of a refusal. `status` overrides the table where the same code answers a question, not a request. */
export function toProblemDocument(
  refusal: {
    readonly code: ProblemCode;
    readonly message: string;
    readonly problems: readonly Problem[];
    readonly run: string | null;
  },
  status: number = httpStatus(refusal.code),
): ProblemDocument {
  const { code, message, problems, run } = refusal;
  const errors = problems.filter((each) => each.severity === "error").map(toWireProblem);
  return {
    type: `urn:mayfly:problem:${code}`,
    title: problemTitle(status),
    status,
    detail: message,
    code,
    request_id: run,
    ...(errors.length > 0 ? { errors } : {}),
  };
}
