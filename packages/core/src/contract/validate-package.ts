// What may a client say of a package that it wants to be validated? (design §7)
import { z } from "zod";
import type { JudgingTerms } from "../package/judging-terms.ts";
import { PROFILES } from "../package/profiles.ts";
import type { Profile } from "../package/report.ts";

const PROFILE_NAMES = Object.keys(PROFILES) as readonly Profile[];

export const profileSchema = z.enum(PROFILE_NAMES);

/** The terms, in the address or as parts of the form: words, since both know nothing else. */
export const validationTermsSchema = z.strictObject({
  profile: profileSchema.exactOptional(),
  strict: z.enum(["true", "false"]).exactOptional(),
  unknown_fields: z.enum(["refuse", "warn"]).exactOptional(),
});

export type ValidationTerms = z.infer<typeof validationTermsSchema>;

/** What each term may be. */
export const VALIDATION_TERMS: Readonly<Record<keyof ValidationTerms, readonly string[]>> = {
  profile: PROFILE_NAMES,
  strict: validationTermsSchema.shape.strict.unwrap().options,
  unknown_fields: validationTermsSchema.shape.unknown_fields.unwrap().options,
};

/**
 * The terms as rules take them.
 * @param profile for whoever names none
 */
export function judgingTerms(terms: ValidationTerms, profile: Profile): JudgingTerms {
  return {
    profile: terms.profile ?? profile,
    ...(terms.strict === undefined ? {} : { strict: terms.strict === "true" }),
    ...(terms.unknown_fields === undefined ? {} : { unknownFields: terms.unknown_fields }),
  };
}
