// Which rules differ between the kinds of packages? (design §8)
import { FRONT_MATTER_FIELDS } from "./front-matter-table.ts";
import type { Profile } from "./report.ts";

export interface ProfileRules {
  /** What packages of this profile are, for people. */
  readonly title: string;
  readonly skillMd: SkillMdRules;
  /** `null` where assets/runner.json plays no part. */
  readonly runnerJson: RunnerJsonRules | null;
  /** What becomes of fields that nobody knows, unless the caller decides. */
  readonly unknownFields: UnknownFields;
}

export type UnknownFields = "refuse" | "warn";

/** The rules for SKILL.md and its front matter. */
export interface SkillMdRules {
  /** What the file may be called; the first is its right name. */
  readonly fileNames: readonly string[];
  readonly byteOrderMark: "taken" | "refused";
  /** How YAML is read: by its core schema, or with every value as text and without `[…]` and `{…}`. */
  readonly yaml: "core schema" | "texts, block style";
  readonly name: "any text" | "letters, digits and single hyphens";
  readonly descriptionMissing: "warned" | "refused";
  /** Code points that a field may have; others are not limited. */
  readonly longest: Readonly<Record<string, number>>;
  readonly fields: readonly string[];
  /** Whether vendors add fields of their own; then only a misspelt one is told. */
  readonly vendorFields: boolean;
}

/** The rules for assets/runner.json. */
export interface RunnerJsonRules {
  /** What a package without `engines` means. */
  readonly enginesMissing: "refused" | "every engine";
  /** What a package without `schemas`, or without one of them, means. */
  readonly schemasMissing: "refused" | "assets/<kind>.schema.json";
  /** What a package that promises no artifacts means. */
  readonly artifactsMissing: "refused" | "allowed";
}

const STANDARD_FIELDS = Object.keys(FRONT_MATTER_FIELDS);

const AUTOSKILL_MD: SkillMdRules = {
  fileNames: ["SKILL.md"],
  byteOrderMark: "taken",
  yaml: "core schema",
  name: "any text",
  descriptionMissing: "warned",
  longest: {},
  fields: STANDARD_FIELDS,
  vendorFields: true,
};

export const PROFILES: Readonly<Record<Profile, ProfileRules>> = {
  autoskill: {
    title: "packages that Mayfly runs",
    skillMd: AUTOSKILL_MD,
    runnerJson: { enginesMissing: "refused", schemasMissing: "refused", artifactsMissing: "refused" },
    unknownFields: "warn",
  },
  "autoskill-compatible": {
    title: "packages in the wild, which leave out what has one reading",
    skillMd: AUTOSKILL_MD,
    runnerJson: {
      enginesMissing: "every engine",
      schemasMissing: "assets/<kind>.schema.json",
      artifactsMissing: "allowed",
    },
    unknownFields: "warn",
  },
  "agent-skill": {
    title: "skills of the open Agent Skills standard",
    skillMd: {
      fileNames: ["SKILL.md", "skill.md"],
      byteOrderMark: "refused",
      yaml: "texts, block style",
      name: "letters, digits and single hyphens",
      descriptionMissing: "refused",
      longest: { name: 64, description: 1024, compatibility: 500 },
      fields: STANDARD_FIELDS,
      vendorFields: false,
    },
    runnerJson: null,
    unknownFields: "refuse",
  },
};
