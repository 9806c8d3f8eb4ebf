// What can every request for a run say, and how is it told what is wrong with one? (req A1, A3; design §7)
import { err, ok, type Result } from "neverthrow";
import { z } from "zod";
import type { ProblemCode } from "../problem/codes.ts";
import { problem, type Problem } from "../problem/problem.ts";
import type { JsonObject } from "../run/json.ts";
import { DEFAULT_RUN_OPTIONS, type RunOptions } from "../run/run-options.ts";
import type { RunWarning } from "../run/run.ts";
import { jsonValueSchema } from "./json-value.ts";

/** The longest deadline that a client may write down, in seconds; the server's own limit still holds. */
const MAX_TIMEOUT_SECONDS = 7 * 24 * 3600;

export const runtimeOptionsSchema = z.strictObject({
  debug_keep_temp: z
    .boolean()
    .default(DEFAULT_RUN_OPTIONS.debug_keep_temp)
    .describe("Keeps the temporary files after the end, until `temporary_files.expires_at` of the status."),
  debug: z.boolean().default(DEFAULT_RUN_OPTIONS.debug).describe("Puts logs and inputs into the bundle too."),
  no_cache: z
    .boolean()
    .default(DEFAULT_RUN_OPTIONS.no_cache)
    .describe("Of jobs: runs although an equal one has run. Temporary runs never use the cache."),
  verbose: z.boolean().default(DEFAULT_RUN_OPTIONS.verbose).describe("Changes nothing."),
  execution_mode: z.literal("auto").default(DEFAULT_RUN_OPTIONS.execution_mode).describe("No other value is taken."),
  hard_timeout_seconds: z
    .number()
    .positive()
    .max(MAX_TIMEOUT_SECONDS)
    .nullable()
    .default(DEFAULT_RUN_OPTIONS.hard_timeout_seconds)
    .describe("Shortens the server's deadline for this run; counted from the start of the process."),
});

/** Accepted from existing clients at create; each has no effect and leaves a warning on the run. */
export const IGNORED_FIELDS = ["client_metadata", "provider_id", "input", "skill_source"] as const;

/** The fields of a create of either kind. */
export const createRequestFields = {
  engine: z
    .string()
    .min(1)
    .max(64)
    .nullable()
    .optional()
    .describe("The engine to use; without it, the first of the package's that this server can run."),
  parameter: z
    .record(z.string(), jsonValueSchema)
    .nullable()
    .optional()
    .describe("What the package's parameter schema asks for."),
  model: z.string().min(1).max(256).nullable().optional().describe("For engines that have models."),
  runtime_options: runtimeOptionsSchema.nullable().optional().describe("How it is run."),
};

/** What was asked for, with everything that is wrong told at once. */
export interface CreateRequest {
  readonly engine: string | null;
  readonly parameter: JsonObject;
  readonly model: string | null;
  readonly options: RunOptions;
  readonly warnings: readonly RunWarning[];
}

const fieldsSchema = z.object(createRequestFields);

/**
 * Parses the JSON body of a create by `schema`, which has `createRequestFields`. Every problem has a pointer; unknown
 * fields and options are refused by name. Gives what both kinds have, and what the schema made of the body.
 */
export function parseCreate<S extends z.ZodObject>(
  body: unknown,
  schema: S,
): Result<{ readonly request: CreateRequest; readonly parsed: z.output<S> }, readonly Problem[]> {
  const { known, warnings } = withoutIgnored(body);
  const parsed = schema.safeParse(known);
  if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => toProblems(issue, schema)));
  const { engine, parameter, model, runtime_options: options } = fieldsSchema.parse(parsed.data);
  const request = {
    engine: engine ?? null,
    parameter: parameter ?? {},
    model: model ?? null,
    options: options ?? DEFAULT_RUN_OPTIONS,
    warnings,
  };
  return ok({ request, parsed: parsed.data });
}

function withoutIgnored(body: unknown): { known: unknown; warnings: RunWarning[] } {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { known: body, warnings: [] };
  const ignored = new Set<string>(IGNORED_FIELDS);
  const known = Object.fromEntries(Object.entries(body).filter(([key]) => !ignored.has(key)));
  const warnings = Object.keys(body)
    .filter((key) => ignored.has(key))
    .map((key) => ({
      code: "RUN_FIELD_IGNORED" as const,
      message: `The field \`${key}\` was ignored: it has no effect here.`,
    }));
  return { known, warnings };
}

function toProblems(issue: z.core.$ZodIssue, schema: z.ZodObject): Problem[] {
  const inOptions = issue.path[0] === "runtime_options";
  if (issue.code === "unrecognized_keys") {
    const [code, what]: [ProblemCode, string] = inOptions
      ? ["RUN_OPTION_UNKNOWN", "runtime option"]
      : ["RUN_FIELD_UNKNOWN", "field"];
    return issue.keys.map((key) =>
      problem(code, `There is no ${what} \`${key}\`.`, {
        pointer: pointer([...issue.path, key]),
        hint: `Leave it out. ${known(inOptions, schema)}`,
      }),
    );
  }
  if (inOptions && issue.path[1] === "execution_mode") {
    const message = "The only execution mode is `auto`.";
    return [problem("RUN_EXECUTION_MODE_UNSUPPORTED", message, { pointer: pointer(issue.path) })];
  }
  const code: ProblemCode = inOptions ? "RUN_OPTION_INVALID" : "REQUEST_INVALID";
  const where = issue.path.length === 0 ? "The body" : `\`${issue.path.map(String).join(".")}\``;
  return [problem(code, `${where} is not valid: ${issue.message}.`, { pointer: pointer(issue.path) })];
}

function known(inOptions: boolean, schema: z.ZodObject): string {
  const names = Object.keys(inOptions ? runtimeOptionsSchema.shape : schema.shape);
  return `Known are ${names.map((name) => `\`${name}\``).join(", ")}.`;
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
