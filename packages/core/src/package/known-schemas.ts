// Which parameter schemas were compiled lately, and need not be compiled again? (decision 0018)
import { ok, type Result } from "neverthrow";
import type { Bundle } from "../schema/bundle.ts";
import { anyArtifact, compileSchema } from "../schema/compile-schema.ts";
import type { CompileOptions, SchemaCheck } from "../schema/compile-schema.ts";
import { LastAsked } from "./last-asked.ts";

const MOST_SCHEMAS = 8;
/** A program takes some 15 KB for each part of its schema, and some 500 bytes for each value in it. */
const MOST_PARTS = 128;
const MOST_CHARACTERS = 8 * 1024;

/** Whether the program of a stranger's schema may stay in the memory. */
export function isSmallSchema({ origins, document }: Bundle): boolean {
  return origins.size <= MOST_PARTS && JSON.stringify(document).length <= MOST_CHARACTERS;
}

/** The last schemas, the small ones alone; a skill that changes mostly keeps its parameters. */
export class KnownSchemas {
  readonly #checks = new LastAsked<SchemaCheck>(MOST_SCHEMAS);

  /** `compileSchema`, from memory where the same text was compiled before. Only parameters are checked in an upload. */
  readonly compile = (bundle: Bundle, options: CompileOptions): Result<SchemaCheck, string> => {
    const lasts = options.useDefaults && options.isArtifact === anyArtifact && isSmallSchema(bundle);
    if (!lasts) return compileSchema(bundle, options);
    const key = JSON.stringify([bundle.dialect, bundle.document]);
    const known = this.#checks.get(key);
    if (known !== undefined) return ok(known);
    return compileSchema(bundle, options).map((check) => {
      this.#checks.set(key, check);
      return check;
    });
  };
}
