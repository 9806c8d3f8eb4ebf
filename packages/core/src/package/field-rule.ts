// What is there to say of a field that somebody writes into a package?
import type { ProblemCode } from "../problem/codes.ts";
import type { JsonObject, JsonValue } from "../schema/json.ts";

/** What a field holds, by what rules call it; a text is never empty. */
export interface FieldTypes {
  readonly text: string;
  readonly object: JsonObject;
  readonly list: readonly JsonValue[];
  readonly "true or false": boolean;
  readonly anything: JsonValue;
}

export interface FieldRule<Type extends keyof FieldTypes = keyof FieldTypes> {
  readonly type: Type;
  /** What an object or a list holds, for people. */
  readonly of?: string;
  /** The problem of a package without it; a field without this may be left out. */
  readonly missing?: ProblemCode;
  /** What holds without it, for people. */
  readonly default?: string;
  /** What else is asked of it, for people. */
  readonly rule: string;
  /** How it is written: the remedy for a value of another type. */
  readonly example: string;
}

/** Rules by the names of the fields. */
export type FieldTable = Readonly<Record<string, FieldRule>>;
