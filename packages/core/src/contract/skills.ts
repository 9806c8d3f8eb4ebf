// What does a client see of the installed skills? (req G1; design §7)
import { z } from "zod";
import type { CatalogedSkill, SkillSchemas } from "../skill/cataloged-skill.ts";
import { toWireProblem } from "../problem/wire-problem.ts";
import { iso } from "./iso.ts";
import { DEFAULT_PAGE, MAX_PAGE } from "./list-runs.ts";
import { jsonValueSchema } from "./json-value.ts";
import { wireProblemSchema } from "./problem-document.ts";

/** A folder's name has at most 255 bytes. */
const LONGEST_ID = 255;

/** The query of the list of skills: numbers arrive as text. */
export const listSkillsQuerySchema = z.strictObject({
  q: z.string().min(1).max(200).optional().describe("A word of id, name or description."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(DEFAULT_PAGE)
    .describe("The length of a page, at most 200."),
  cursor: z.string().min(1).max(LONGEST_ID).optional().describe("`next_cursor` of the page before."),
});

const skillFields = {
  id: z.string().describe("The name of its folder."),
  name: z.string().describe("For people."),
  version: z.string().nullable().describe("`null` where it has none."),
  description: z.string().describe("What it does, in its own words."),
  valid: z.boolean().describe("Whether it can be run; one that can not has `problems`."),
  engines: z.array(z.string()).readonly().describe("In order of preference; empty means every engine."),
  content_digest: z.string().nullable().describe("SHA-256 of the content; `null` where it could not be read whole."),
  updated_at: z.iso.datetime().describe("When its files were last seen to change."),
};

export const skillSchema = z.object(skillFields).meta({ id: "Skill" });

export const skillPageSchema = z.object({
  skills: z.array(skillSchema).describe("By id; without `inputs`, `schemas` and `problems`."),
  next_cursor: z.string().nullable().describe("`cursor` of the next page; `null` on the last one."),
});

const shownProblemSchema = z.object({
  ...wireProblemSchema.shape,
  severity: z.enum(["error", "warning"]).describe("One that is an error keeps it from being run."),
});

const schemaDocument = jsonValueSchema.describe("As its document is; `null` where it cannot be read.");

export const shownSkillSchema = z.object({
  ...skillFields,
  inputs: z
    .array(
      z.object({
        key: z.string().describe("Its key in the input schema, and in the zip of inputs."),
        required: z.boolean().describe("Whether every job has to have it."),
        extensions: z.array(z.string()).readonly().describe("Lower case with the dot; empty means any."),
        description: z.string().exactOptional().describe("What the input schema says of it."),
      }),
    )
    .readonly()
    .describe("The files that it takes."),
  schemas: z
    .object({ input: schemaDocument, parameter: schemaDocument, output: schemaDocument })
    .describe("Its JSON Schemas."),
  problems: z.array(shownProblemSchema).describe("All that is wrong with it, or worth telling."),
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
