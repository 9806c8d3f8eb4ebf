// What may a client say of a package that it wants to be validated? (design §7)
import { z } from "zod";
import type { JudgingTerms } from "../package/judging-terms.ts";
import { PROFILES } from "../package/profiles.ts";
import type { Profile } from "../package/report.ts";
import { packagePartSchema } from "./upload-form.ts";

const PROFILE_NAMES = Object.keys(PROFILES) as readonly Profile[];

export const profileSchema = z.enum(PROFILE_NAMES);

/** The terms, in the address or as parts of the form: words, since both know nothing else. */
export const validationTermsSchema = z.strictObject({
  profile: profileSchema.exactOptional().describe("The rules to judge by; the server's own where none is named."),
  strict: z
    .enum(["true", "false"])
    .exactOptional()
    .describe(
      "Whether unknown fields are refused, and archives that programs may read differently; `false` unless given.",
    ),
  unknown_fields: z
    .enum(["refuse", "warn"])
    .exactOptional()
    .describe("What becomes of fields that nobody knows; the profile decides unless given."),
});

/** The form of a validation. */
export const validatePackageFormSchema = z.strictObject({
  skill_package: packagePartSchema,
  ...validationTermsSchema.shape,
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
