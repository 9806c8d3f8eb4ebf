// What means more in a package's schemas than JSON Schema says, or less? Judging is held to this table by its test.
import type { ProblemCode } from "../problem/codes.ts";
import type { SchemaKind } from "./runner-fields.ts";

export interface SchemaMember {
  readonly keyword: string;
  /** In which of the schemas; at their top where `top` says so. */
  readonly of: readonly SchemaKind[];
  readonly where: "at the top" | "of a property at the top" | "anywhere";
  /** For people. */
  readonly type: string;
  /** What holds without it, for people. */
  readonly default: string;
  readonly rule: string;
  /** The problem of a package whose schema has a wrong one. */
  readonly code: ProblemCode;
  /** `refused` unless given. */
  readonly otherwise?: "warned";
}

const ALL: readonly SchemaKind[] = ["input", "parameter", "output"];

export const SCHEMA_MEMBERS: readonly SchemaMember[] = [
  {
    keyword: "$schema",
    of: ALL,
    where: "at the top",
    type: "text",
    default: "2020-12",
    rule: "the address of draft-07 or 2020-12",
    code: "SCHEMA_DIALECT",
  },
  {
    keyword: "$ref",
    of: ALL,
    where: "anywhere",
    type: "text",
    default: "–",
    rule: "a relative path starts at the file that holds it, whatever `$id` says; stays inside the package; one that leads to itself is `SCHEMA_REF_LOOP`",
    code: "SCHEMA_REF",
  },
  {
    keyword: "pattern",
    of: ALL,
    where: "anywhere",
    type: "text",
    default: "–",
    rule: "runs on a linear-time engine: no look-around, no back-references",
    code: "SCHEMA_PATTERN",
  },
  {
    keyword: "type",
    of: ["input", "parameter"],
    where: "at the top",
    type: "text, or list of texts",
    default: "any",
    rule: "allows `object`, since inputs and parameters go by name",
    code: "PACKAGE_SCHEMA_SHAPE",
  },
  {
    keyword: "properties",
    of: ["input"],
    where: "at the top",
    type: "object of schemas",
    default: "no inputs",
    rule: "one for each file that a run takes; its key can be the name of a file on every system",
    code: "PACKAGE_INPUT_KEY",
  },
  {
    keyword: "extensions",
    of: ["input"],
    where: "of a property at the top",
    type: "list of texts",
    default: "any file",
    rule: "file endings, with or without the dot, in any case; looked at where an input came with a file name",
    code: "PACKAGE_INPUT_EXTENSIONS",
  },
  {
    keyword: "default",
    of: ["parameter"],
    where: "of a property at the top",
    type: "anything",
    default: "none",
    rule: "what a run gets that does not give the parameter; fits its own schema",
    code: "PACKAGE_PARAMETER_DEFAULT",
  },
  {
    keyword: "x-type",
    of: ["output"],
    where: "anywhere",
    type: "`artifact` or `file`",
    default: "an ordinary value",
    rule: "the value is the path of an artifact that the run wrote, required where every fitting output has the value; another word is taken, unless it looks misspelt",
    code: "PACKAGE_FIELD_TYPE",
    otherwise: "warned",
  },
  {
    keyword: "x-role",
    of: ["output"],
    where: "anywhere",
    type: "text",
    default: "the name of the property",
    rule: "beside `x-type`: the artifact's `role`",
    code: "PACKAGE_FIELD_TYPE",
  },
  {
    keyword: "x-filename",
    of: ["output"],
    where: "anywhere",
    type: "text",
    default: "`**`, any file",
    rule: "beside `x-type`: the artifact's `pattern`, which `PACKAGE_ARTIFACT_PATTERN` is about",
    code: "PACKAGE_FIELD_TYPE",
  },
];
