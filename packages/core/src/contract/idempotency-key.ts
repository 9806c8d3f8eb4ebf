// What is written in an `Idempotency-Key`? (draft-ietf-httpapi-idempotency-key-header; RFC 8941 §3.3.3)
import { err, ok, type Result } from "neverthrow";
import { problem, type Problem } from "../problem/problem.ts";

/** The header by its lower-case name, as Node gives it. */
export const IDEMPOTENCY_KEY_HEADER = "idempotency-key";

/** The longest key, in characters. */
export const MAX_KEY_LENGTH = 255;

/** A string of RFC 8941: printable ASCII between quotes, with `\"` and `\\`. */
const QUOTED = /^"((?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;
/** What clients send who leave the quotes out. A comma would be two headers, and a semicolon begins a parameter. */
const BARE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/**
 * The key in the value of the header, `null` when there is no header; with or without quotes it is the same key.
 * `REQUEST_KEY_INVALID` for anything else, nothing at all, and more than 255 characters.
 */
export function parseIdempotencyKey(value: string | undefined): Result<string | null, Problem> {
  if (value === undefined) return ok(null);
  const text = value.trim();
  const quoted = QUOTED.exec(text)?.[1]?.replaceAll(/\\(.)/g, "$1");
  const key = quoted ?? (BARE.test(text) ? text : "");
  if (key !== "" && key.length <= MAX_KEY_LENGTH) return ok(key);
  const message = `The \`Idempotency-Key\` has to be one string of 1 to ${MAX_KEY_LENGTH} printable ASCII characters.`;
  return err(
    problem("REQUEST_KEY_INVALID", message, { hint: "Send a fresh UUID, such as one of crypto.randomUUID()." }),
  );
}
