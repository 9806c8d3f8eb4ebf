import { describe, expect, test } from "vitest";
import { DEFAULT_RUN_OPTIONS } from "../run/run-options.ts";
import { IGNORED_FIELDS, runtimeOptionsSchema } from "./create-request.ts";
import { createRunRequestSchema, parseCreateRun } from "./create-run.ts";

const problemsOf = (body: unknown) => parseCreateRun(body)._unsafeUnwrapErr();
const codesOf = (body: unknown) => problemsOf(body).map(({ code, pointer }) => [code, pointer]);

describe("`parseCreateRun()`", () => {
  test("takes an empty body and asks for nothing in particular", () => {
    expect(parseCreateRun({})._unsafeUnwrap()).toEqual({
      engine: null,
      parameter: {},
      model: null,
      options: DEFAULT_RUN_OPTIONS,
      warnings: [],
    });
  });

  test("takes what a third-party client sends", () => {
    const body = {
      engine: "script",
      parameter: {},
      runtime_options: { execution_mode: "auto", debug_keep_temp: false },
    };
    expect(parseCreateRun(body)._unsafeUnwrap()).toEqual({
      engine: "script",
      parameter: {},
      model: null,
      options: DEFAULT_RUN_OPTIONS,
      warnings: [],
    });
  });

  test("takes every option with each of its kinds of value", () => {
    const options = {
      debug_keep_temp: true,
      debug: true,
      no_cache: true,
      verbose: true,
      execution_mode: "auto",
      hard_timeout_seconds: 0.5,
    };
    expect(Object.keys(runtimeOptionsSchema.shape)).toEqual(Object.keys(options));
    expect(parseCreateRun({ runtime_options: options })._unsafeUnwrap().options).toEqual(options);
    expect(parseCreateRun({ runtime_options: { hard_timeout_seconds: null } })._unsafeUnwrap().options).toEqual(
      DEFAULT_RUN_OPTIONS,
    );
  });

  test("takes null for any field as if it were not there", () => {
    const body = { engine: null, parameter: null, model: null, runtime_options: null };
    expect(Object.keys(createRunRequestSchema.shape)).toEqual(Object.keys(body));
    expect(parseCreateRun(body)._unsafeUnwrap()).toEqual(parseCreateRun({})._unsafeUnwrap());
  });

  test("hands parameters on as they are, of any JSON type and under any name", () => {
    const parameter = { n: 1, t: "x", b: true, z: null, l: [1, [2]], o: { "": { "a/b": 0.5 } } };
    expect(parseCreateRun({ parameter })._unsafeUnwrap().parameter).toEqual(parameter);
  });

  test("refuses an unknown option by name, with a pointer, and names those that there are", () => {
    expect(problemsOf({ runtime_options: { keep_temp: true } })).toEqual([
      {
        code: "RUN_OPTION_UNKNOWN",
        severity: "error",
        entry: null,
        line: null,
        column: null,
        pointer: "/runtime_options/keep_temp",
        message: "There is no runtime option `keep_temp`.",
        hint: "Leave it out. Known are `debug_keep_temp`, `debug`, `no_cache`, `verbose`, `execution_mode`, `hard_timeout_seconds`.",
      },
    ]);
  });

  test("refuses an unknown field by name, with a pointer that is escaped as RFC 6901 says", () => {
    const [only, ...others] = problemsOf({ "a/~b": 1 });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      code: "RUN_FIELD_UNKNOWN",
      pointer: "/a~1~0b",
      message: "There is no field `a/~b`.",
      hint: "Leave it out. Known are `engine`, `parameter`, `model`, `runtime_options`.",
    });
  });

  test("tells everything that is wrong at once", () => {
    const body = { engin: 1, model: 7, runtime_options: { debug: "yes", keep: 1, keep_all: 2 } };
    expect(codesOf(body).toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([
      ["REQUEST_INVALID", "/model"],
      ["RUN_FIELD_UNKNOWN", "/engin"],
      ["RUN_OPTION_INVALID", "/runtime_options/debug"],
      ["RUN_OPTION_UNKNOWN", "/runtime_options/keep"],
      ["RUN_OPTION_UNKNOWN", "/runtime_options/keep_all"],
    ]);
  });

  test("refuses any execution mode but `auto` with a code of its own", () => {
    for (const mode of ["sync", "AUTO", "", null, 1, ["auto"]]) {
      expect(problemsOf({ runtime_options: { execution_mode: mode } })).toMatchObject([
        {
          code: "RUN_EXECUTION_MODE_UNSUPPORTED",
          pointer: "/runtime_options/execution_mode",
          message: "The only execution mode is `auto`.",
        },
      ]);
    }
  });

  test("refuses an option of the wrong type or out of its range", () => {
    const wrong = [
      { debug_keep_temp: "true" },
      { debug: 1 },
      { no_cache: null },
      { verbose: [] },
      { hard_timeout_seconds: 0 },
      { hard_timeout_seconds: -1 },
      { hard_timeout_seconds: 7 * 24 * 3600 + 1 },
      { hard_timeout_seconds: "60" },
    ];
    for (const options of wrong) {
      const [name] = Object.keys(options);
      const pointer = `/runtime_options/${name}`;
      expect(codesOf({ runtime_options: options }), JSON.stringify(options)).toEqual([["RUN_OPTION_INVALID", pointer]]);
    }
    expect(parseCreateRun({ runtime_options: { hard_timeout_seconds: 7 * 24 * 3600 } }).isOk()).toBe(true);
  });

  test("refuses options that are no object", () => {
    for (const options of ["x", 1, [], true]) {
      expect(codesOf({ runtime_options: options })).toEqual([["RUN_OPTION_INVALID", "/runtime_options"]]);
    }
  });

  test("refuses fields of the wrong type or length, and says which", () => {
    expect(codesOf({ engine: "" })).toEqual([["REQUEST_INVALID", "/engine"]]);
    expect(codesOf({ engine: "e".repeat(65) })).toEqual([["REQUEST_INVALID", "/engine"]]);
    expect(codesOf({ model: "m".repeat(257) })).toEqual([["REQUEST_INVALID", "/model"]]);
    for (const parameter of ["x", 1, [], true])
      expect(codesOf({ parameter })).toEqual([["REQUEST_INVALID", "/parameter"]]);
    expect(problemsOf({ engine: 5 })[0]?.message).toMatch(/^`engine` is not valid: .+[^.]\.$/u);
    expect(parseCreateRun({ engine: "e".repeat(64), model: "m".repeat(256) }).isOk()).toBe(true);
  });

  test("refuses a body that is no object", () => {
    for (const body of [null, undefined, "x", 1, [], [{ engine: "script" }]]) {
      const problems = problemsOf(body);
      expect(problems, JSON.stringify(body)).toMatchObject([{ code: "REQUEST_INVALID", pointer: "" }]);
      expect(problems[0]?.message).toMatch(/^The body is not valid: /u);
    }
  });

  test("ignores, with one warning each, the fields that existing clients send for other servers", () => {
    const body = Object.fromEntries(IGNORED_FIELDS.map((field) => [field, { any: ["thing"] }]));
    const { warnings, ...rest } = parseCreateRun({ ...body, engine: "script" })._unsafeUnwrap();
    expect(rest).toEqual({ engine: "script", parameter: {}, model: null, options: DEFAULT_RUN_OPTIONS });
    expect(warnings).toEqual(
      ["client_metadata", "provider_id", "input", "skill_source"].map((field) => ({
        code: "RUN_FIELD_IGNORED",
        message: `The field \`${field}\` was ignored: it has no effect here.`,
      })),
    );
  });

  test("does not take `__proto__` in JSON for anything but a field", () => {
    expect(codesOf(JSON.parse('{"__proto__":{"engine":"script"}}'))).toEqual([["RUN_FIELD_UNKNOWN", "/__proto__"]]);
  });
});
