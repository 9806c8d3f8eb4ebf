// How do tests apply a schema that lies in files?
import { ok } from "neverthrow";
import { bundleSchema } from "../schema/bundle-schema.ts";
import { compileSchema, PLAIN_CHECK } from "../schema/compile-schema.ts";
import type { JsonValue } from "../schema/json.ts";
import { SchemaLibrary } from "../schema/schema-library.ts";

/** Values or texts of a package's files by path; the first one is the schema. */
export type Files = Readonly<Record<string, JsonValue | string>>;

export const DRAFT_07 = { $schema: "http://json-schema.org/draft-07/schema#" };

export function bundling(files: Files) {
  const paths = Object.keys(files);
  const text = (path: string) => (typeof files[path] === "string" ? files[path] : JSON.stringify(files[path]));
  const library = new SchemaLibrary({
    paths,
    entry: (path) => `demo/${path}`,
    read: (path) => ok(new TextEncoder().encode(text(path))),
  });
  return bundleSchema(paths[0] ?? "", library);
}

/** What the schema of `files`, which must be right, says against `value`. */
export function check(files: Files, value: JsonValue, options = PLAIN_CHECK) {
  const { bundle, problems } = bundling(files);
  if (bundle === null) throw new Error(JSON.stringify(problems));
  return compileSchema(bundle, options)._unsafeUnwrap()(value);
}

/** The same in words, each with its pointer. */
export function wrong(files: Files, value: JsonValue): string[] {
  return check(files, value)
    ._unsafeUnwrap()
    .map(({ pointer, sentence }) => `${pointer} ${sentence}`);
}

/** Code, entry and pointer of each problem of the schema of `files`. */
export function schemaPlaces(files: Files) {
  return bundling(files).problems.map(({ code, entry, pointer }) => [code, entry, pointer]);
}
