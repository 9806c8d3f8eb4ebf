// How are installed skills read that lie in folders, which an operator may change by hand?
import { err, ok, type Result } from "neverthrow";
import {
  bufferSource,
  DEFAULT_PACKAGE_LIMITS,
  holdsWord,
  isSkillId,
  type CatalogedSkill,
  type Fault,
  type PackedSkill,
  type SkillCatalog,
} from "@mayfly/core";
import { placesOf } from "../data-folder/places.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import { attemptSystem } from "../system/attempt-system.ts";
import { SkillLooks, type SkillJudging } from "./look-at-skills.ts";
import { linesOf } from "./skill-lines.ts";
import { createSkillNames } from "./skill-names.ts";

export interface FileSkillCatalog extends SkillCatalog {
  /** Judges what was not judged yet, so that nobody has to wait for it; ends early when `signal` aborts. */
  warm(signal: AbortSignal): Promise<Result<void, Fault>>;
}

const DEFAULT_JUDGING: SkillJudging = {
  profile: "autoskill",
  packageLimits: DEFAULT_PACKAGE_LIMITS,
  recheckMs: 1000,
};

/** So many skills are looked at before it is seen whether a word is in enough of them. */
const SEARCHED_AT_ONCE = 256;

/**
 * The skills under `<dataDir>/skills/`, a folder each, looked at and judged in the processes of `pool`. Names that begin
 * with a dot, that are no safe ones or that are no folders are passed over.
 */
export function createFileSkillCatalog(
  dataDir: string,
  pool: WorkerPool,
  judging: Partial<SkillJudging> = {},
): FileSkillCatalog {
  const places = placesOf(dataDir);
  const listNames = createSkillNames(places.skills);
  const looks = new SkillLooks(places, pool, linesOf(places.skills), { ...DEFAULT_JUDGING, ...judging });
  const names = (): Promise<Result<readonly string[], Fault>> => attemptSystem("list skills", listNames);

  /** The first `most` after `cursor` that hold `word`. */
  const search = async (
    word: string | null,
    most: number,
    cursor: string | null,
  ): Promise<Result<readonly CatalogedSkill[], Fault>> => {
    const all = await names();
    if (all.isErr()) return err(all.error);
    const found: CatalogedSkill[] = [];
    let start = cursor !== null && isSkillId(cursor) ? placeAfter(all.value, cursor) : 0;
    while (start < all.value.length && found.length < most) {
      const ids = all.value.slice(start, start + (word === null ? most - found.length : SEARCHED_AT_ONCE));
      const seen = await looks.at(ids);
      if (seen.isErr()) return err(seen.error);
      for (const skill of seen.value.values()) if (word === null || holdsWord(skill, word)) found.push(skill);
      start += ids.length;
    }
    return ok(found.slice(0, most));
  };

  return {
    async page({ word, limit, cursor }) {
      // One more than asked for tells whether there is a next page.
      const found = await search(word, limit + 1, cursor);
      if (found.isErr()) return err(found.error);
      const skills = found.value.slice(0, limit);
      return ok({ skills, nextCursor: found.value.length > limit ? (skills.at(-1)?.id ?? null) : null });
    },

    async find(id) {
      if (!isSkillId(id)) return ok(null);
      return (await looks.at([id])).map((seen) => seen.get(id) ?? null);
    },

    async schemas(id) {
      if (!isSkillId(id)) return ok(null);
      return (await looks.examine(id, false)).map((look) => look && { skill: look.skill, ...look.schemas });
    },

    async pack(id) {
      if (!isSkillId(id)) return ok(null);
      const packed = await looks.examine(id, true);
      return packed.andThen((look): Result<PackedSkill | null, Fault> => {
        if (look === null) return ok(null);
        const unread = look.skill.report.problems.find(({ code }) => code === "SKILL_UNREADABLE");
        if (unread !== undefined) return err({ kind: "unavailable", message: `Cannot pack ${id}: ${unread.message}` });
        return ok({ skill: look.skill, package: bufferSource(look.archive ?? new Uint8Array(0)) });
      });
    },

    async warm(signal) {
      const all = await names();
      if (all.isErr()) return err(all.error);
      for (let start = 0; start < all.value.length && !signal.aborted; start += WARMED_AT_ONCE) {
        const seen = await looks.at(all.value.slice(start, start + WARMED_AT_ONCE));
        if (seen.isErr()) return signal.aborted ? ok() : err(seen.error);
      }
      return ok();
    },
  };
}

/** Few, so that whoever asks meanwhile is soon served. */
const WARMED_AT_ONCE = 16;

/** Where the first of the sorted `names` stands that comes after `cursor`. */
function placeAfter(names: readonly string[], cursor: string): number {
  let low = 0;
  for (let high = names.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((names[middle] ?? "") > cursor) high = middle;
    else low = middle + 1;
  }
  return low;
}
