// What must a place for installed skills promise to those who read it?
import type { Result } from "neverthrow";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { CatalogedSkill, SkillSchemas } from "../skill/cataloged-skill.ts";
import type { Fault } from "./fault.ts";

export interface SkillQuery {
  /** Only skills whose id, name or description holds this word, whatever its case; `null` for all. */
  readonly word: string | null;
  /** 1 to 200. */
  readonly limit: number;
  /** The cursor that the previous page gave, `null` for the first. */
  readonly cursor: string | null;
}

export interface SkillPage {
  /** By id, in the order of its UTF-16 units. */
  readonly skills: readonly CatalogedSkill[];
  /** `null` on the last page. */
  readonly nextCursor: string | null;
}

/** One moment of a skill, packed: later changes of the folder do not reach it. */
export interface PackedSkill {
  readonly skill: CatalogedSkill;
  /** A canonical archive of the skill, whose one top-level folder is named by the id; empty when the report is not valid. */
  readonly package: ByteSource;
}

/**
 * Reads alone: whoever holds a catalog cannot change what is installed. A skill that was put into the folder by hand is
 * found within seconds, by whatever is asked about it. No answer is ever half of one version and half of another.
 */
export interface SkillCatalog {
  page(query: SkillQuery): Promise<Result<SkillPage, Fault>>;
  /** `null` when there is no skill of this name. Does not look at other skills. */
  find(id: string): Promise<Result<CatalogedSkill | null, Fault>>;
  schemas(id: string): Promise<Result<SkillSchemas | null, Fault>>;
  /** `null` when there is none. What cannot be packed, because it holds links for instance, has a report that says so; a fault where it cannot be read. */
  pack(id: string): Promise<Result<PackedSkill | null, Fault>>;
}
