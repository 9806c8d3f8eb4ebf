// What is known of an installed skill?
import type { PackageReport } from "../package/report.ts";
import type { EpochMs } from "../run/epoch-ms.ts";
import type { JsonValue } from "../run/json.ts";

/** An installed skill as it was last looked at. */
export interface CatalogedSkill {
  /** The name of its folder, which a good one has for an id too. */
  readonly id: string;
  /** The verdict of the validator; a broken skill is listed with its problems, and cannot be run. */
  readonly report: PackageReport;
  /** When its files were last seen to change. */
  readonly changedAt: EpochMs;
}

/** A skill with its three schemas as documents, for a client that builds a form; `null` where one cannot be read. */
export interface SkillSchemas {
  /** As it was when the schemas were read. */
  readonly skill: CatalogedSkill;
  readonly input: JsonValue;
  readonly parameter: JsonValue;
  readonly output: JsonValue;
}
