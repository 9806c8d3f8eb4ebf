// What is known of parameters that were accepted?
import type { PackageContract } from "../package/report.ts";
import type { JsonObject } from "../run/json.ts";
import type { Run } from "../run/run.ts";

export interface JudgedParameter {
  /** Of the skill whose schema judged. */
  readonly contract: PackageContract;
  /** After defaults. */
  readonly parameter: JsonObject;
  readonly warnings: Run["warnings"];
}
