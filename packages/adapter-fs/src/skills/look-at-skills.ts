// What is known of installed skills, and is it still true?
import { err, ok, type Result } from "neverthrow";
import { problem, type ArchiveLimits, type CatalogedSkill, type Fault, type Profile } from "@mayfly/core";
import type { Places } from "../data-folder/places.ts";
import type { WorkerPool } from "../pool/create-worker-pool.ts";
import { costOf, faultOf, type PoolFailure } from "../pool/pool-failure.ts";
import type { ExaminedSkill } from "./examine-skill.ts";
import type { Fingerprint } from "./fingerprint.ts";
import type { SkillLines } from "./skill-lines.ts";

export interface SkillJudging {
  readonly profile: Profile;
  readonly packageLimits: ArchiveLimits;
  /** Milliseconds after which a folder is looked at again when it is asked about. */
  readonly recheckMs: number;
}

export interface LookedAt extends Pick<ExaminedSkill, "schemas" | "archive"> {
  readonly skill: CatalogedSkill;
}

/** What was found, by id; without those that are not there. */
export type Looks = Result<ReadonlyMap<string, CatalogedSkill>, Fault>;

interface Known {
  readonly digest: string;
  readonly skill: CatalogedSkill;
  /** How often this process had changed the skill. */
  readonly changes: number;
  /** By a clock that never goes back. */
  checkedAt: number;
}

/** So many folders are looked at by one task, and so many skills are judged at once. */
const BATCH = 64;
const AT_ONCE = 4;

const NEVER = new AbortController().signal;

/** Judges a skill when it is asked about, and again only when its folder changed. */
export class SkillLooks {
  readonly #known = new Map<string, Known>();
  readonly #places: Places;
  readonly #pool: WorkerPool;
  readonly #lines: SkillLines;
  readonly #judging: SkillJudging;

  constructor(places: Places, pool: WorkerPool, lines: SkillLines, judging: SkillJudging) {
    this.#places = places;
    this.#pool = pool;
    this.#lines = lines;
    this.#judging = judging;
  }

  /** The skills `ids` as they were at most `recheckMs` ago. Looks at no others. */
  async at(ids: readonly string[]): Promise<Looks> {
    const now = performance.now();
    const due = ids.filter((id) => !this.#isFresh(id, now));
    const stale: string[] = [];
    for (let start = 0; start < due.length; start += BATCH) {
      const batch = due.slice(start, start + BATCH);
      const changed = await this.#changedAmong(batch, now);
      if (changed.isErr()) return err(changed.error);
      stale.push(...changed.value);
    }
    for (let start = 0; start < stale.length; start += AT_ONCE) {
      const looks = await Promise.all(stale.slice(start, start + AT_ONCE).map((id) => this.examine(id, false)));
      for (const look of looks) if (look.isErr()) return err(look.error);
    }
    const found = ids.flatMap((id) => {
      const known = this.#known.get(id);
      return known === undefined ? [] : [[id, known.skill] as const];
    });
    return ok(new Map(found));
  }

  /** Reads a skill anew, all of one moment; `null` when there is none. */
  examine(id: string, pack: boolean): Promise<Result<LookedAt | null, Fault>> {
    return this.#lines.read([id], async () => {
      const { profile, packageLimits: limits } = this.#judging;
      const changes = this.#lines.changes(id);
      const checkedAt = performance.now();
      const task = { kind: "examine_skill", folder: this.#places.skill(id), id, limits, profile, pack } as const;
      const answer = await this.#pool.perform(task, true, NEVER);
      const examined = answer.isOk() ? ok(answer.value) : await this.#withoutAnswer(id, answer.error);
      if (examined.isErr()) return err(examined.error);
      if (examined.value === null) {
        this.#known.delete(id);
        return ok(null);
      }
      const { fingerprint, report, schemas, archive } = examined.value;
      const skill: CatalogedSkill = { id, report, changedAt: fingerprint.changedAt };
      this.#known.set(id, { digest: fingerprint.digest, skill, changes, checkedAt });
      return ok({ skill, schemas, archive });
    });
  }

  #isFresh(id: string, now: number): boolean {
    const known = this.#known.get(id);
    return (
      known !== undefined &&
      now - known.checkedAt < this.#judging.recheckMs &&
      known.changes === this.#lines.changes(id)
    );
  }

  /** Those of `ids` that have to be judged; forgets those that are gone. */
  #changedAmong(ids: readonly string[], now: number): Promise<Result<readonly string[], Fault>> {
    return this.#lines.read(ids, async () => {
      const seen = await this.#fingerprints(ids);
      if (seen.isErr()) return err(seen.error);
      return ok(
        ids.filter((id, place) => {
          const known = this.#known.get(id);
          const digest = seen.value[place]?.digest ?? null;
          if (digest === null) this.#known.delete(id);
          if (digest === null || known?.digest !== digest) return digest !== null;
          this.#known.set(id, { ...known, checkedAt: now, changes: this.#lines.changes(id) });
          return false;
        }),
      );
    });
  }

  async #fingerprints(ids: readonly string[]): Promise<Result<readonly (Fingerprint | null)[], Fault>> {
    const folders = ids.map((id) => this.#places.skill(id));
    // Not timed: a slow disk is nobody's fault, and the look ends by itself.
    const seen = await this.#pool.perform({ kind: "fingerprint_skills", folders }, false, NEVER);
    if (seen.isOk()) return ok(seen.value);
    const why = seen.error;
    return err(faultOf(why.kind === "too_costly" ? { kind: "failed", message: costOf(why), code: null } : why));
  }

  /** A skill that takes too long to judge is a broken one. */
  async #withoutAnswer(id: string, failure: PoolFailure): Promise<Result<ExaminedSkill | null, Fault>> {
    if (failure.kind !== "too_costly") return err(faultOf(failure));
    const seen = await this.#fingerprints([id]);
    if (seen.isErr()) return err(seen.error);
    const fingerprint = seen.value[0] ?? null;
    if (fingerprint === null) return ok(null);
    const problems = [problem("PACKAGE_TOO_COSTLY", `Cannot judge the skill: ${costOf(failure)}.`)];
    const report = { valid: false, profile: this.#judging.profile, problems, package: null };
    return ok({ fingerprint, report, schemas: { input: null, parameter: null, output: null }, archive: null });
  }
}
