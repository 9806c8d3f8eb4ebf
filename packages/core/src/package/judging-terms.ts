// By which rules does somebody want a package to be judged?
import type { UnknownFields } from "./profiles.ts";
import type { Profile } from "./report.ts";

export interface JudgingTerms {
  readonly profile: Profile;
  /** What becomes of fields that nobody knows, since vendors add their own; the profile decides unless given. */
  readonly unknownFields?: UnknownFields;
  /** Refuses unknown fields, and archives that another program may read differently. */
  readonly strict?: boolean;
}
