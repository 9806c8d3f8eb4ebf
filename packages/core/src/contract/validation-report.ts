// Which shape has the report of a validation, through every door? (design §8)
import { z } from "zod";
import type { ProblemCode } from "../problem/codes.ts";
import type { JsonValue } from "../run/json.ts";
import { profileSchema } from "./validate-package.ts";

/** A string that holds a code: those of later versions are read too. */
const codeSchema = z.string().regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/) as unknown as z.ZodType<ProblemCode>;

const problemSchema = z.object({
  code: codeSchema.describe("Stable; its meaning never changes, and new codes may come."),
  severity: z.enum(["error", "warning"]).describe("A package is valid when nothing is an error."),
  entry: z.string().nullable().describe("The file it is about, `null` for the whole."),
  line: z.int().min(1).nullable().describe("Line in the file, from 1."),
  column: z.int().min(1).nullable().describe("Column in the line, from 1, in UTF-16 units."),
  pointer: z.string().nullable().describe("JSON pointer (RFC 6901) into the value of the file."),
  message: z.string().describe("One sentence for a person."),
  hint: z.string().nullable().describe("The remedy, `null` where the message already names it."),
});

const inputSchema = z.object({
  key: z.string().describe("Its key in the input schema, and in the zip of inputs."),
  required: z.boolean().describe("Whether every run has to have it."),
  extensions: z.array(z.string()).readonly().describe("Lower case with the dot; empty means any."),
  description: z.string().exactOptional().describe("At most 1024 characters of what the schema says."),
});

const typesSchema = z.array(z.string()).readonly().describe("Names of JSON Schema types; empty means any.");

const fieldSchema = z.object({
  name: z.string().describe("The name of the property."),
  types: typesSchema,
  required: z.boolean().describe("Whether the schema requires it."),
  description: z.string().nullable().describe("At most 1024 characters of what the schema says."),
});

const jsonSchema = z.json() as z.ZodType<JsonValue>;

const parameterSchema = fieldSchema.extend({
  default: jsonSchema.exactOptional().describe("What a run gets that does not give it; left out when it is large."),
  enum: z.array(jsonSchema).readonly().exactOptional().describe("What it may be; left out when it is large."),
});

const outputSchema = z.object({
  types: typesSchema,
  fields: z.array(fieldSchema).readonly().describe("What an object has at its top."),
});

const artifactSchema = z.object({
  role: z.string().describe("What it is for, in the package's words."),
  pattern: z.string().describe("A path below the artifacts folder; `*` stays in one folder, `**` does not."),
  mime: z.string().nullable().describe("Its media type, `null` where none is named."),
  required: z.boolean().describe("Whether a run without it has failed."),
});

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const packageSchema = z.object({
  id: z.string().describe("The name of its folder."),
  name: z.string().describe("For people."),
  version: z.string().nullable().describe("`null` where it has none."),
  description: z.string().describe("What it does, in its own words."),
  engines: z
    .array(z.string())
    .readonly()
    .describe("In order of preference; empty means every engine, and none for `agent-skill`."),
  entrypoint: z
    .object({
      script: z.string().nullable().describe("Path of the program in the package's folder."),
      prompts: z.record(z.string(), z.string()).readonly().describe("Template text by engine."),
    })
    .describe("What is run."),
  schemas: z
    .object({
      input: z.string().describe("Of its input files."),
      parameter: z.string().describe("Of its parameters."),
      output: z.string().describe("Of its output document."),
    })
    .nullable()
    .describe("Paths in the package's folder; `null` where the profile has none."),
  inputs: z.array(inputSchema).readonly().describe("The files that it takes."),
  parameters: z.array(parameterSchema).readonly().describe("In the order of the parameter schema."),
  output: outputSchema.describe("The document that a run writes."),
  artifacts: z.array(artifactSchema).readonly().describe("The files that a run promises."),
  files: z.int().min(0).describe("How many files it has."),
  bytes: z.int().min(0).describe("Of all files, uncompressed."),
  content_digest: sha256Schema.nullable().describe("SHA-256 of the content, the same however it was packed."),
});

/** One object for each package. Members that are not named here may be added without a new `schema_version`. */
export const validationReportSchema = z.object({
  schema_version: z.literal(1).describe("Another number stands for another shape of the report."),
  file: z.string().nullable().describe("What the package was called by who asked; data, not a path to use."),
  valid: z.boolean().describe("Whether no problem is an error."),
  profile: profileSchema.describe("The rules it was judged by."),
  problems: z.array(problemSchema).readonly().describe("Everything that is wrong or worth telling."),
  package: packageSchema.nullable().describe("What it promises; `null` when it is too broken to say."),
});

/** The same as a JSON Schema, which lets members pass that it does not name. */
export function validationReportJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(validationReportSchema, {
    // As it is read: what is written has no other members.
    io: "input",
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  return {
    $schema,
    $id: "urn:mayfly:schema:validation-report:1",
    title: "Validation report",
    description: "The verdict on one skill package. Members that are not named here may be added.",
    ...schema,
  };
}
