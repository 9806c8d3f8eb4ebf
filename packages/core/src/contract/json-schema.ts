// How is a message described to those who do not read zod?
import { z } from "zod";

/** The parts of a JSON Schema (2020-12) that messages use. Schemas with an id of their own stand once, under `$defs`. */
export interface MessageSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly properties?: Readonly<Record<string, MessageSchema>>;
  readonly required?: readonly string[];
  readonly items?: MessageSchema;
  readonly anyOf?: readonly MessageSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, MessageSchema>>;
}

/** `schema` as a JSON Schema: of a message as it is sent (`input`), or as it is answered (`output`). */
export function messageSchema(schema: z.ZodType, io: "input" | "output"): MessageSchema {
  const { $ref, $defs, ...message } = z.toJSONSchema(schema, { io }) as MessageSchema;
  // A schema with an id stands under `$defs` even when it is the message itself.
  const own = $ref === undefined ? message : $defs?.[$ref.slice($ref.lastIndexOf("/") + 1)];
  return { ...own, ...($defs === undefined ? {} : { $defs }) };
}
