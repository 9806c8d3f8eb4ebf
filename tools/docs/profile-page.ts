// What does the page of the profiles say? It is made of the data that the rules ask.
import type { Profile, ProfileRules, RunnerJsonRules, SkillMdRules } from "@mayfly/core";
import { table } from "./table.ts";

type Row = readonly [what: string, tell: (rules: ProfileRules) => string];

const ROWS: readonly Row[] = [
  ["for", ({ title }) => title],
  ["`SKILL.md` may be called", ({ skillMd }) => skillMd.fileNames.map(quoted).join(", ")],
  ["a byte order mark before it", ({ skillMd }) => skillMd.byteOrderMark],
  ["its YAML is read by", ({ skillMd }) => YAML[skillMd.yaml]],
  ["`name`", ({ skillMd }) => `${skillMd.name}${mostOf(skillMd, "name")}`],
  ["`description`", ({ skillMd }) => `${skillMd.descriptionMissing} when missing${mostOf(skillMd, "description")}`],
  ["`compatibility`", ({ skillMd }) => mostOf(skillMd, "compatibility").replace(/^, /, "") || "any"],
  ["known fields", ({ skillMd }) => skillMd.fields.map(quoted).join(", ")],
  ["other fields", otherFields],
  ["`assets/runner.json`", ({ runnerJson }) => (runnerJson === null ? "plays no part" : "required")],
  ["without `engines`", ofRunner(({ enginesMissing }) => enginesMissing)],
  ["without `schemas`", ofRunner(({ schemasMissing }) => quotedPath(schemasMissing))],
  ["without any artifact", ofRunner(({ artifactsMissing }) => artifactsMissing)],
  ["run by a server", ({ runnerJson }) => (runnerJson === null ? "no" : "yes")],
];

const YAML: Readonly<Record<SkillMdRules["yaml"], string>> = {
  "core schema": "YAML 1.2, core schema",
  "texts, block style": "the same, with every value as text and no `[…]` or `{…}`",
};

export function profilePage(profiles: Readonly<Record<Profile, ProfileRules>>): string {
  const all = Object.entries(profiles);
  const rows = ROWS.map(([what, tell]) => [what, ...all.map(([, rules]) => tell(rules))]);
  return [
    "# Profiles",
    "",
    "One validator, three sets of rules. A profile is named by `--profile`, by `profile` in the API, and for runs by",
    "`MAYFLY_PROFILE`. Whatever the profile, the rules for [archives](../explanation/zip-safety.md), paths and the one",
    "top-level folder hold.",
    "",
    ...table(["", ...all.map(([name]) => quoted(name))], rows),
    "",
    'Unknown fields are refused or told as the profile says, unless the caller decides: `unknownFields: "refuse" | "warn"`',
    "in code, `unknown_fields` in [the API](http.md#validate), `--strict` and `--lenient` on the command line. `strict` also",
    "refuses archives that another program may read differently.",
    "",
    ...STANDARD,
    "",
  ].join("\n");
}

const STANDARD = [
  "## The Agent Skills standard",
  "",
  "`agent-skill` follows the [specification](https://agentskills.io/specification) as its reference implementation",
  "(`skills-ref` 0.1.1) reads it: where that gives a clear verdict on a folder, so do we, and a test asks it. Names are",
  "compared in NFKC; letters may be of any script; lengths are counted in code points.",
  "",
  "What differs, and why:",
  "",
  "- **More is refused about files.** A package is a zip that strangers send: names that not every system can keep, links,",
  "  and ambiguous archives are refused. The reference looks at one file of a folder.",
  "- **The front matter ends at a line `---`.** The reference cuts at the first three hyphens anywhere, also inside a value.",
  "- **At most 32 KiB of front matter, 64 levels deep.** The reference has no limit.",
  "- **`SKILL.md` that is not UTF-8, or holds control characters, is a problem like any other.** The reference breaks off.",
  "- **Warnings that the reference does not have**, and that refuse nothing: `skill.md` in lower case, `license` or",
  "  `allowed-tools` that is no text, `metadata` that holds more than texts.",
];

function otherFields({ skillMd, unknownFields }: ProfileRules): string {
  if (skillMd.vendorFields) return "taken; a warning where one looks misspelt";
  return unknownFields === "refuse" ? "refused" : "a warning";
}

function ofRunner(tell: (rules: RunnerJsonRules) => string): Row[1] {
  return ({ runnerJson }) => (runnerJson === null ? "–" : tell(runnerJson));
}

function mostOf({ longest }: SkillMdRules, field: string): string {
  const most = longest[field];
  return most === undefined ? "" : `, at most ${most} characters`;
}

function quotedPath(text: string): string {
  return text.includes("/") ? quoted(text) : text;
}

function quoted(text: string): string {
  return `\`${text}\``;
}
