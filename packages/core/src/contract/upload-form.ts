// Which files does a client upload? (design §7 Upload)
import { z } from "zod";

const zip = z.file().mime("application/zip");

export const packagePartSchema = zip.describe("The skill package.");

const inputsPartSchema = zip
  .optional()
  .describe("The inputs, a zip with one entry for each input key: `key` or `key/name.ext`.");

/** The form of a temporary run's upload. */
export const uploadFormSchema = z.strictObject({ skill_package: packagePartSchema, file: inputsPartSchema });

/** The form of a job's upload: its skill is installed. */
export const jobUploadFormSchema = uploadFormSchema.omit({ skill_package: true });
