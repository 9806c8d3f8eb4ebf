// How is a schema applied to values without letting its author take over the machine? (design §10)
import { _, Ajv } from "ajv";
import type { ErrorObject, KeywordCxt, Options, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { JsonValue } from "./json.ts";
import { STEP } from "./bundle.ts";
import type { Bundle } from "./bundle.ts";
import { countParts } from "./count-parts.ts";
import { explain } from "./explain.ts";
import type { Pattern } from "./pattern.ts";
import { OutOfSteps, StepBudget } from "./step-budget.ts";
import { firstEqualItems } from "./unique-items.ts";

/** One thing that a schema says against a value. */
export interface Mismatch {
  /** The keyword of the schema that says it. */
  readonly keyword: string;
  readonly pointer: string;
  /** Half a sentence whose subject is the value. */
  readonly sentence: string;
  readonly hint: string | null;
}

export interface CompileOptions {
  /** Fills in missing members that have a default, into the value that is checked. */
  readonly useDefaults: boolean;
  /** Whether a string marked `x-type: artifact` or `file` names a file. */
  readonly isArtifact: (reference: string) => boolean;
}

/** The mismatches of a value, or `too_costly`. */
export type SchemaCheck = (value: JsonValue) => Result<readonly Mismatch[], "too_costly">;

/** For a check before there are any artifacts. */
export const anyArtifact: CompileOptions["isArtifact"] = () => true;

export const PLAIN_CHECK: CompileOptions = { useDefaults: false, isArtifact: anyArtifact };

/** Starting a search costs about as much as looking at a few values. */
const PATTERN_STEPS = 4;

/** Values with more parts than this are checked up to their first mismatch, since each mismatch takes memory. */
const MOST_PARTS_FOR_ALL = 100_000;
const MOST_MISMATCHES = 100;

/**
 * So few parts cannot lie too deep inside each other to be compiled, which takes several hundred levels. Compiling costs many
 * times what all other rules about a schema cost, so what is known to work is compiled when it is first applied.
 */
const SURELY_COMPILES = 128;

/**
 * Compiles the schema of `bundle` in a compiler of its own, which uses `new Function`. Where that is not allowed, an
 * `EvalError` is thrown, here or by the check.
 * @returns how to check a value; the error is half a sentence
 */
export function compileSchema(bundle: Bundle, options: CompileOptions): Result<SchemaCheck, string> {
  const budget = new StepBudget();
  const compile = (allErrors: boolean) => compiler(bundle, options, budget, allErrors);
  let full: ValidateFunction | undefined;
  let brief: ValidateFunction | undefined;
  const check: SchemaCheck = (value) => {
    budget.restart();
    const few = countParts(value, MOST_PARTS_FOR_ALL) < MOST_PARTS_FOR_ALL;
    return apply(few ? (full ??= compile(true)) : (brief ??= compile(false)), value);
  };
  if (bundle.origins.size <= SURELY_COMPILES) return ok(check);
  try {
    // Compiled now, since whether it can be is part of the verdict on the package.
    full = compile(true);
    return ok(check);
  } catch (thrown) {
    if (thrown instanceof RangeError) return err("its parts lie too deep inside each other");
    return err(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function compiler(
  bundle: Bundle,
  { useDefaults, isArtifact }: CompileOptions,
  budget: StepBudget,
  allErrors: boolean,
): ValidateFunction {
  const regExp = Object.assign((source: string) => meteredPattern(source, bundle, budget), { code: "pattern" });
  const settings: Options = {
    allErrors,
    useDefaults,
    // Making the program better would take longer than it saves: V8 does the same, and most values are small.
    code: { regExp, optimize: false },
    // What the schema is allowed to be was judged before; here it is only made to run.
    strict: false,
    meta: false,
    validateSchema: false,
    validateFormats: false,
    logger: false,
    verbose: true,
    ownProperties: true,
    // Inlined references let a small schema become a huge program.
    inlineRefs: false,
  };
  const ajv = bundle.dialect === "draft-07" ? new Ajv(settings) : new Ajv2020(settings);
  const spendOn = budget.spendOn.bind(budget);
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    validate: (wanted: boolean, list: JsonValue[]) =>
      !wanted || firstEqualItems(list, (steps) => budget.spend(steps)) === null,
  });
  ajv.addKeyword({
    keyword: "x-type",
    type: "string",
    validate: (type: unknown, reference: string) => (type !== "artifact" && type !== "file") || isArtifact(reference),
  });
  ajv.addKeyword({
    keyword: STEP,
    schemaType: "array",
    code: ({ gen, data, schema }: KeywordCxt) => {
      const [weight, eachMember] = schema as readonly [number, boolean];
      gen.code(_`${gen.scopeValue("func", { ref: spendOn })}(${weight}, ${data}, ${eachMember})`);
    },
  });
  return ajv.compile(bundle.document);
}

function meteredPattern(source: string, { patterns }: Bundle, budget: StepBudget): Pattern {
  const pattern = patterns.get(source);
  if (pattern === undefined) throw new Error(`the pattern ${source} is not in its bundle`);
  return {
    test: (text) => {
      budget.spend(PATTERN_STEPS + text.length / 8);
      return pattern.test(text);
    },
  };
}

function apply(validate: ValidateFunction, value: JsonValue): Result<readonly Mismatch[], "too_costly"> {
  try {
    if (validate(value)) return ok([]);
  } catch (thrown) {
    // A RangeError is an overflow of the stack, the other way of costing too much.
    if (thrown instanceof OutOfSteps || thrown instanceof RangeError) return err("too_costly");
    throw thrown;
  }
  return ok(mismatches(validate.errors ?? []));
}

function mismatches(errors: readonly ErrorObject[]): Mismatch[] {
  const told = new Map<string, Mismatch>();
  for (const error of errors) {
    // That an `if` did not lead to its `then` says nothing that the `then` does not say.
    if (error.keyword === "if" || told.size === MOST_MISMATCHES) continue;
    const mismatch = { keyword: error.keyword, pointer: error.instancePath, ...explain(error) };
    told.set(`${mismatch.pointer} ${mismatch.sentence}`, mismatch);
  }
  return [...told.values()];
}
