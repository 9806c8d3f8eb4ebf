// What does the page of the skill package say of fields? Its tables are made of those that judging uses.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  ARTIFACT_FIELDS,
  ENTRYPOINT_FIELDS,
  FRONT_MATTER_FIELDS,
  PROFILES,
  RUNNER_FIELDS,
  SCHEMA_MEMBERS,
  SCHEMAS_FIELDS,
  type FieldRule,
  type FieldTable,
  type FrontMatterRule,
  type ProfileRules,
  type RunnerJsonRules,
} from "@mayfly/core";
import { ROOT } from "../run/tool.ts";
import { table } from "./table.ts";

/** The page as it is, with its tables made anew. */
export function skillPackagePage(): string {
  const parts = { "front matter": frontMatter(), "runner.json": runnerJson(), schemas: schemas() };
  const page = readFileSync(join(ROOT, "docs/reference/skill-package.md"), "utf8");
  return Object.entries(parts).reduce((text, [name, lines]) => {
    const [before, rest] = text.split(`<!-- generated: ${name} -->\n`);
    const end = rest?.indexOf("<!-- /generated -->") ?? -1;
    if (rest === undefined || end < 0) throw new Error(`The page of the skill package has no place for: ${name}.`);
    return `${before}<!-- generated: ${name} -->\n\n${lines.join("\n")}\n\n${rest.slice(end)}`;
  }, page);
}

const FIELD_HEAD = ["field", "type", "without it", "rule"];

function frontMatter(): string[] {
  const rows = Object.entries<FrontMatterRule>(FRONT_MATTER_FIELDS).map(([name, { type, otherwise, rule }]) => {
    const always = name === "name" || name === "description";
    const judged = always ? "" : `; another is ${otherwise} in ${listed(standardProfiles())}`;
    const longest = Object.entries(PROFILES).flatMap(([profile, { skillMd }]) => {
      const most = skillMd.longest[name];
      return most === undefined ? [] : [`; at most ${most} characters in \`${profile}\``];
    });
    return [`\`${name}\``, `${type}${judged}`, withoutFrontMatter(name), `${rule}${longest.join("")}`];
  });
  return table(FIELD_HEAD, rows);
}

function withoutFrontMatter(name: string): string {
  if (name === "name") return "refused (`PACKAGE_FIELD_MISSING`)";
  if (name !== "description") return "–";
  return `${byProfile(({ skillMd }) => skillMd.descriptionMissing)} (\`PACKAGE_FIELD_MISSING\`)`;
}

/** Those that look at every field of the standard. */
function standardProfiles(): string[] {
  return Object.entries(PROFILES).flatMap(([name, { skillMd }]) => (skillMd.yaml === "core schema" ? [] : [name]));
}

const HOLDERS: readonly (readonly [prefix: string, fields: FieldTable])[] = [
  ["", RUNNER_FIELDS],
  ["entrypoint.", ENTRYPOINT_FIELDS],
  ["schemas.", SCHEMAS_FIELDS],
  ["artifacts[].", ARTIFACT_FIELDS],
];

/** Which rule of a profile says what a package means that leaves a field out. */
const PROFILED: Readonly<Record<string, keyof RunnerJsonRules>> = {
  engines: "enginesMissing",
  schemas: "schemasMissing",
  "schemas.input": "schemasMissing",
  "schemas.parameter": "schemasMissing",
  "schemas.output": "schemasMissing",
  artifacts: "artifactsMissing",
};

function runnerJson(): string[] {
  const rows = HOLDERS.flatMap(([prefix, fields]) =>
    Object.entries<FieldRule>(fields).map(([name, rule]) => {
      const path = `${prefix}${name}`;
      const type = rule.of === undefined ? rule.type : `${rule.type} of ${rule.of}`;
      return [`\`${path}\``, type, withoutField(path, rule), rule.rule];
    }),
  );
  return table(FIELD_HEAD, rows);
}

function withoutField(path: string, { missing, default: fallback }: FieldRule): string {
  if (missing === undefined) return fallback ?? "–";
  const profiled = PROFILED[path];
  const kind = path.replace(/^.*\./, "");
  const what =
    profiled === undefined
      ? "refused"
      : byProfile(
          ({ runnerJson: rules }) => rules?.[profiled].replace("<kind>", kind === "schemas" ? "<kind>" : kind) ?? null,
        );
  return `${fallback === undefined ? "" : `${fallback}; without any, `}${what} (\`${missing}\`)`;
}

/** What the profiles say, the default's first, and the others where they differ. */
function byProfile(tell: (rules: ProfileRules) => string | null): string {
  const [[, first], ...others] = Object.entries(PROFILES) as [[string, ProfileRules], ...[string, ProfileRules][]];
  const said = tell(first);
  const different = others.flatMap(([name, rules]) => {
    const each = tell(rules);
    return each === null || each === said ? [] : [`; ${shown(each)} in \`${name}\``];
  });
  return `${shown(said ?? "–")}${different.join("")}`;
}

function shown(text: string): string {
  return text.includes("/") ? `\`${text}\`` : text;
}

function schemas(): string[] {
  const rows = SCHEMA_MEMBERS.map(({ keyword, of, where, type, default: fallback, rule, code, otherwise }) => [
    `\`${keyword}\``,
    `${of.length === 3 ? "each" : of.join(", ")}, ${where}`,
    type,
    fallback,
    `${rule} (${otherwise === undefined ? "" : "a warning, "}\`${code}\`)`,
  ]);
  return table(["keyword", "in the schemas", "type", "without it", "rule"], rows);
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
