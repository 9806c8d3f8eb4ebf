// What may a client say of a package that it wants to be validated? (design §7)
import { z } from "zod";
import { PROFILES } from "../package/profiles.ts";
import type { Profile } from "../package/report.ts";
import { packagePartSchema } from "./upload-form.ts";

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly Profile[];

export const profileSchema = z.enum(PROFILE_NAMES);

const profileWantedSchema = profileSchema
  .optional()
  .describe("The rules to judge by; the server's own where none is named.");

export const validatePackageQuerySchema = z.strictObject({ profile: profileWantedSchema });

/** The form of a validation. */
export const validatePackageFormSchema = z.strictObject({
  skill_package: packagePartSchema,
  profile: profileWantedSchema,
});
