// Which fields has the front matter of SKILL.md? Those of the Agent Skills standard (agentskills.io, specification).

export interface FrontMatterRule {
  readonly type: "text" | "texts by name";
  /**
   * What becomes of a value of another type: a required field is refused by every profile, the others are looked at only
   * where the profile follows the standard.
   */
  readonly otherwise: "refused" | "warned";
  readonly rule: string;
}

export const FRONT_MATTER_FIELDS = {
  name: {
    type: "text",
    otherwise: "refused",
    rule: "the name of the folder, and the `id` in `assets/runner.json` (`PACKAGE_IDENTITY`)",
  },
  description: {
    type: "text",
    otherwise: "refused",
    rule: "what the skill does, and when to use it",
  },
  license: {
    type: "text",
    otherwise: "warned",
    rule: "the licence, or the file that holds it",
  },
  compatibility: {
    type: "text",
    otherwise: "refused",
    rule: "what the skill needs around it",
  },
  metadata: {
    type: "texts by name",
    otherwise: "warned",
    rule: "what else a vendor says",
  },
  "allowed-tools": {
    type: "text",
    otherwise: "warned",
    rule: "tools that an agent may use without asking",
  },
} as const satisfies Readonly<Record<string, FrontMatterRule>>;
