// Is every row of the tables of fields true: what is refused, with which code, and what holds without the field?
import { describe, expect, test } from "vitest";
import { filesOf, runnerWith, RUNNER, skillWith, SKILL } from "../testing/skill-package.ts";
import type { Tree } from "../testing/skill-package.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";
import { OWN_KEYWORDS } from "../schema/keywords.ts";
import type { FieldRule, FieldTable, FieldTypes } from "./field-rule.ts";
import { FRONT_MATTER_FIELDS } from "./front-matter-table.ts";
import { examinePackage } from "./judge-package.ts";
import { PROFILES } from "./profiles.ts";
import type { PackageReport, Profile } from "./report.ts";
import { ARTIFACT_FIELDS, ENTRYPOINT_FIELDS, RUNNER_FIELDS, SCHEMAS_FIELDS } from "./runner-fields.ts";
import { SCHEMA_MEMBERS } from "./schema-members.ts";

const ENTRY = "demo/assets/runner.json";

function judge(tree: Tree, profile: Profile = "autoskill"): PackageReport {
  return examinePackage(filesOf(tree), { profile }).report;
}

interface Place {
  readonly table: FieldTable;
  /** Of the object that holds the fields. */
  readonly pointer: string;
  /** `SKILL` with `value` in the field; `undefined` leaves it out. */
  readonly put: (field: string, value: JsonValue | undefined) => Tree;
}

const [ARTIFACT] = RUNNER.artifacts;
const PLACES: readonly Place[] = [
  { table: RUNNER_FIELDS, pointer: "", put: (field, value) => runnerWith({ [field]: value }) },
  {
    table: ENTRYPOINT_FIELDS,
    pointer: "/entrypoint",
    put: (field, value) => runnerWith({ entrypoint: without({ ...RUNNER.entrypoint, [field]: value }) }),
  },
  {
    table: SCHEMAS_FIELDS,
    pointer: "/schemas",
    put: (field, value) => runnerWith({ schemas: without({ ...RUNNER.schemas, [field]: value }) }),
  },
  {
    table: ARTIFACT_FIELDS,
    pointer: "/artifacts/0",
    put: (field, value) => runnerWith({ artifacts: [without({ ...ARTIFACT, [field]: value })] }),
  },
];

function without(fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return JSON.parse(JSON.stringify(fields)) as JsonObject;
}

const ROWS = PLACES.flatMap(({ table, pointer, put }) =>
  Object.entries<FieldRule>(table).map(([field, rule]) => ({ path: `${pointer}/${field}`, field, rule, put })),
);

const OTHERS: Readonly<Record<keyof FieldTypes, readonly JsonValue[]>> = {
  text: ["", 5, true, null, [], {}],
  object: ["a", 5, true, null, []],
  list: ["a", 5, true, null, {}],
  "true or false": ["true", 0, null, [], {}],
  anything: [],
};

/** What stands in a report on a package without the field, by what its row says. */
const DEFAULTS: Readonly<Record<string, readonly [said: string, shown: object]>> = {
  "/name": ["the `id`", { name: "demo" }],
  "/version": ["none", { version: null }],
  "/description": ["the `description` in `SKILL.md`", { description: "Shows." }],
  "/entrypoint": ["nothing to run", { entrypoint: { script: null, prompts: {} } }],
  "/runtime": ["nothing", {}],
  "/entrypoint/script": [
    "none; `PACKAGE_ENTRYPOINT_MISSING` warns where `engines` names `script`",
    { entrypoint: { script: null } },
  ],
  "/entrypoint/prompts": ["none", { entrypoint: { prompts: {} } }],
  "/artifacts/0/mime": ["none", { artifacts: [{ mime: null }] }],
  "/artifacts/0/required": ["`false`", { artifacts: [{ required: false }] }],
};

describe("the tables of assets/runner.json", () => {
  test.each(ROWS)("$path takes no value of another type", ({ path, field, rule, put }) => {
    expect(rule.type === "anything").toBe(path === "/runtime");
    for (const value of OTHERS[rule.type]) {
      const { problems } = judge(put(field, value));
      expect(problems).toContainEqual(
        expect.objectContaining({
          code: "PACKAGE_FIELD_TYPE",
          severity: "error",
          entry: ENTRY,
          pointer: path,
          hint: expect.stringContaining(rule.example),
        }),
      );
    }
  });

  test.each(ROWS)("$path is needed, or has the default that is told", ({ path, field, rule, put }) => {
    const { package: contract, problems } = judge(put(field, undefined));
    if (rule.missing === undefined) {
      const [said, shown] = DEFAULTS[path] ?? [];
      expect(rule.default).toBe(said);
      expect(contract).toMatchObject(shown ?? {});
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    } else {
      expect(DEFAULTS).not.toHaveProperty([path]);
      const codes = problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
      expect(new Set(codes)).toEqual(new Set([rule.missing]));
    }
  });

  test.each(ROWS)("$path is taken as its example writes it", ({ field, rule, put }) => {
    if (rule.example.includes("…")) return;
    const written = JSON.parse(`{${rule.example}}`) as JsonObject;
    const value = field === "id" ? "demo" : written[field];
    const told = judge(put(field, value)).problems;
    expect(told.filter(({ code }) => code === "PACKAGE_FIELD_TYPE" || code === "PACKAGE_FIELD_UNKNOWN")).toEqual([]);
  });

  test("what lists and objects hold has a type too", () => {
    const told = (fields: Parameters<typeof runnerWith>[0]) =>
      judge(runnerWith(fields)).problems.map(({ code, pointer }) => `${code} ${pointer}`);
    expect(RUNNER_FIELDS.engines.of).toBe("texts");
    expect(told({ engines: ["script", 5] })).toContain("PACKAGE_FIELD_TYPE /engines/1");
    expect(RUNNER_FIELDS.artifacts.of).toBe("objects");
    expect(told({ artifacts: ["report.md"] })).toContain("PACKAGE_FIELD_TYPE /artifacts/0");
    expect(ENTRYPOINT_FIELDS.prompts.of).toBe("texts");
    expect(told({ entrypoint: { prompts: { codex: 5 } } })).toContain("PACKAGE_FIELD_TYPE /entrypoint/prompts/codex");
  });

  const many = <Item>(count: number, item: (name: string) => Item): Item[] =>
    Array.from({ length: count }, (_, at) => item(`n${at}`));
  test.each([
    ["/engines", RUNNER_FIELDS.engines, (count: number) => ({ engines: many(count, (name) => name) })],
    [
      "/artifacts",
      RUNNER_FIELDS.artifacts,
      (count: number) => ({ artifacts: many(count, (name) => ({ role: "r", pattern: name })) }),
    ],
    [
      "/entrypoint/prompts",
      ENTRYPOINT_FIELDS.prompts,
      (count: number) => ({
        entrypoint: { script: "run.mjs", prompts: Object.fromEntries(many(count, (name) => [name, "Do."])) },
      }),
    ],
  ] as const)("%s holds no more than its row says", (pointer, { rule }, fields) => {
    const most = Number(/at most (\d+)/.exec(rule)?.[1]);
    expect(judge(runnerWith(fields(most))).valid).toBe(true);
    expect(judge(runnerWith(fields(most + 1))).problems).toContainEqual(
      expect.objectContaining({ code: "PACKAGE_FIELD_TYPE", pointer }),
    );
  });
});

describe("the table of the front matter", () => {
  const withField = (field: string, value: string): Tree => {
    const fields: Record<string, string> = { name: "demo", description: "Shows.", [field]: value };
    const lines = Object.entries(fields).map(([name, text]) => `${name}: ${text}`);
    return skillWith({ "demo/SKILL.md": `---\n${lines.join("\n")}\n---\n` });
  };
  const asked = Object.entries(PROFILES).flatMap(([profile, { skillMd }]) =>
    Object.entries(FRONT_MATTER_FIELDS).map(([field, rule]) => {
      const judged = field === "name" || field === "description" || skillMd.yaml !== "core schema";
      return { profile: profile as Profile, field, rule, verdict: judged ? rule.otherwise : "taken" };
    }),
  );
  test.each(asked)("$field of another type is $verdict by $profile", ({ profile, field, rule, verdict }) => {
    const list = withField(field, "\n  - one\n  - two");
    const values = rule.type === "text" ? [list, withField(field, "\n  one: two")] : [list, withField(field, "one")];
    for (const tree of values) {
      const told = judge(tree, profile).problems.filter(({ pointer }) => pointer === `/${field}`);
      const severity = verdict === "refused" ? "error" : "warning";
      expect(told).toMatchObject(
        verdict === "taken" ? [] : [{ code: "PACKAGE_FIELD_TYPE", severity, entry: "demo/SKILL.md" }],
      );
      if (verdict !== "taken") expect(told[0]?.hint).not.toBeNull();
    }
  });
});

describe("the table of what schemas say", () => {
  const schemaWith = (kind: string, schema: JsonObject): Tree =>
    skillWith({ [`demo/assets/${kind}.schema.json`]: schema });
  const property = (value: JsonObject): JsonObject => ({ type: "object", properties: { a: value } });
  /** For each keyword, schemas that have a wrong one. */
  const wrong: Readonly<Record<string, readonly JsonObject[]>> = {
    $schema: [{ $schema: "http://json-schema.org/draft-04/schema#", type: "object" }],
    $ref: [property({ $ref: "other.json" }), property({ $ref: "https://example.org/a.json" })],
    pattern: [property({ type: "string", pattern: "(?=a)b" }), property({ type: "string", pattern: "(a)\\1" })],
    type: [{ type: "string" }, { type: ["array", "null"] }],
    properties: [{ type: "object", properties: { "a/b": {} } }],
    extensions: [property({ extensions: ".csv" }), property({ extensions: [5] })],
    default: [property({ type: "integer", default: "one" })],
    "x-type": [property({ "x-type": 5 }), property({ "x-type": "artefact" })],
    "x-role": [property({ "x-type": "file", "x-role": 5 }), property({ "x-type": "file", "x-role": "" })],
    "x-filename": [property({ "x-type": "file", "x-filename": [] }), property({ "x-type": "file", "x-filename": "" })],
  };

  test("has every keyword that is ours, and a wrong one of each is known", () => {
    const keywords = SCHEMA_MEMBERS.map(({ keyword }) => keyword);
    expect(keywords).toEqual(expect.arrayContaining([...OWN_KEYWORDS]));
    expect(Object.keys(wrong).toSorted()).toEqual(keywords.toSorted());
  });

  test.each(SCHEMA_MEMBERS)("a wrong $keyword is told with $code", ({ keyword, of, code, otherwise }) => {
    for (const kind of of) {
      for (const schema of wrong[keyword] ?? []) {
        expect(judge(schemaWith(kind, schema)).problems).toContainEqual(
          expect.objectContaining({
            code,
            severity: otherwise === undefined ? "error" : "warning",
            entry: `demo/assets/${kind}.schema.json`,
          }),
        );
      }
    }
  });

  test("ours have the defaults that are told", () => {
    const told = Object.fromEntries(SCHEMA_MEMBERS.map(({ keyword, default: said }) => [keyword, said]));
    expect(told).toMatchObject({
      extensions: "any file",
      "x-role": "the name of the property",
      "x-filename": "`**`, any file",
    });
    const inputs = judge(schemaWith("input", property({}))).package?.inputs;
    expect(inputs).toEqual([{ key: "a", required: false, extensions: [] }]);
    const marked = skillWith({
      [ENTRY]: without({ ...RUNNER, artifacts: undefined }),
      "demo/assets/output.schema.json": property({ "x-type": "file" }),
    });
    expect(judge(marked).package?.artifacts).toEqual([{ role: "a", pattern: "**", mime: null, required: false }]);
    expect(told["$schema"]).toBe("2020-12");
    // `prefixItems` came with 2020-12.
    const schema = property({ type: "array", prefixItems: [{ type: "integer" }], default: ["a"] });
    expect(judge(schemaWith("parameter", schema)).problems).toMatchObject([{ code: "PACKAGE_PARAMETER_DEFAULT" }]);
    expect(judge(SKILL).package?.inputs.map(({ extensions }) => extensions)).toEqual([[".csv", ".tsv"], []]);
  });
});
