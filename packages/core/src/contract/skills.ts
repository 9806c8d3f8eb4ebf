// What does a client see of the installed skills? (req G1; design §7)
import { z } from "zod";
import type { CatalogedSkill, SkillSchemas } from "../skill/cataloged-skill.ts";
import { toWireProblem } from "../problem/wire-problem.ts";
import { iso } from "./iso.ts";
import { DEFAULT_PAGE, MAX_PAGE } from "./list-runs.ts";
import { wireProblemSchema } from "./problem-document.ts";

/** A folder's name has at most 255 bytes. */
const LONGEST_ID = 255;

/** The query of the list of skills: numbers arrive as text. */
export const listSkillsQuerySchema = z.strictObject({
  /** A word of the id, the name or the description. */
  q: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().min(1).max(LONGEST_ID).optional(),
});

export const skillSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string().nullable(),
  description: z.string(),
  /** Whether it can be run; one that cannot tells why under `problems` of its own page. */
  valid: z.boolean(),
  /** In order of preference; empty means every engine. */
  engines: z.array(z.string()).readonly(),
  /** SHA-256 of the content, `null` where it could not be read whole. */
  content_digest: z.string().nullable(),
  /** When its files were last seen to change. */
  updated_at: z.iso.datetime(),
});

export const skillPageSchema = z.object({
  skills: z.array(skillSchema),
  /** For the next page; `null` on the last one. */
  next_cursor: z.string().nullable(),
});

export const shownSkillSchema = skillSchema.extend({
  inputs: z
    .array(z.object({ key: z.string(), required: z.boolean(), extensions: z.array(z.string()).readonly() }))
    .readonly(),
  /** Each as its document is, `null` where it cannot be read. */
  schemas: z.object({ input: z.json(), parameter: z.json(), output: z.json() }),
  problems: z.array(wireProblemSchema.extend({ severity: z.enum(["error", "warning"]) })),
});

export type ListSkillsQuery = z.infer<typeof listSkillsQuerySchema>;
export type Skill = z.infer<typeof skillSchema>;
export type SkillList = z.infer<typeof skillPageSchema>;
export type ShownSkill = z.infer<typeof shownSkillSchema>;

export function toSkill({ id, report, changedAt }: CatalogedSkill): Skill {
  const { package: contract, valid } = report;
  return {
    id,
    name: contract?.name ?? id,
    version: contract?.version ?? null,
    description: contract?.description ?? "",
    valid,
    engines: contract?.engines ?? [],
    content_digest: contract?.content_digest ?? null,
    updated_at: iso(changedAt),
  };
}

export function toSkillList(page: {
  readonly skills: readonly CatalogedSkill[];
  readonly nextCursor: string | null;
}): SkillList {
  const { skills, nextCursor } = page;
  return { skills: skills.map(toSkill), next_cursor: nextCursor };
}

export function toShownSkill({ skill, input, parameter, output }: SkillSchemas): ShownSkill {
  const { package: contract, problems } = skill.report;
  return {
    ...toSkill(skill),
    inputs: contract?.inputs ?? [],
    schemas: { input, parameter, output } as ShownSkill["schemas"],
    problems: problems.map((each) => ({ ...toWireProblem(each), severity: each.severity })),
  };
}
