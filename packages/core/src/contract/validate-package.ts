// What may a client say of a package that it wants to be validated? (design §7)
import { z } from "zod";
import { PROFILES } from "../package/profiles.ts";
import type { Profile } from "../package/report.ts";

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly Profile[];

export const profileSchema = z.enum(PROFILE_NAMES);

export const validatePackageQuerySchema = z.strictObject({ profile: profileSchema.optional() });
