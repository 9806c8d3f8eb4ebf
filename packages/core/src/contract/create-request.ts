// What can every request for a run say, and how is it told what is wrong with one? (req A1, A3; design §7)
import { err, ok, type Result } from "neverthrow";
import { z } from "zod";
import type { ProblemCode } from "../problem/codes.ts";
import { problem, type Problem } from "../problem/problem.ts";
import type { JsonObject, JsonValue } from "../run/json.ts";
import type { RunOptions } from "../run/run-options.ts";
import type { RunWarning } from "../run/run.ts";

/** The longest deadline that a client may write down, in seconds; the server's own limit still holds. */
const MAX_TIMEOUT_SECONDS = 7 * 24 * 3600;

const jsonValue: z.ZodType<JsonValue> = z.json();

export const runtimeOptionsSchema = z.strictObject({
  debug_keep_temp: z.boolean().optional(),
  debug: z.boolean().optional(),
  no_cache: z.boolean().optional(),
  verbose: z.boolean().optional(),
  execution_mode: z.literal("auto").optional(),
  hard_timeout_seconds: z.number().positive().max(MAX_TIMEOUT_SECONDS).nullable().optional(),
});

/** Accepted from existing clients at create; each has no effect and leaves a warning on the run. */
export const IGNORED_FIELDS = ["client_metadata", "provider_id", "input", "skill_source"] as const;

/** The fields of a create of either kind. */
export const createRequestFields = {
  engine: z.string().min(1).max(64).nullable().optional(),
  parameter: z.record(z.string(), jsonValue).nullable().optional(),
  model: z.string().min(1).max(256).nullable().optional(),
  runtime_options: runtimeOptionsSchema.nullable().optional(),
};

/** What was asked for, with everything that is wrong told at once. */
export interface CreateRequest {
  readonly engine: string | null;
  readonly parameter: JsonObject;
  readonly model: string | null;
  readonly options: Partial<RunOptions>;
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
    options: withoutUndefined(options ?? {}),
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

function withoutUndefined(options: object): Partial<RunOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
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
