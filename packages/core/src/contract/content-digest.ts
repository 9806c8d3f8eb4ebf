// Which SHA-256 does a `Content-Digest` name? (RFC 9530 §2, RFC 8941 §3.2)
import { err, ok, type Result } from "neverthrow";
import { problem, type Problem } from "../problem/problem.ts";

/** The header by its lower-case name, as Node gives it. */
export const CONTENT_DIGEST_HEADER = "content-digest";

const MEMBER = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]*={0,2}):$/;
/** 32 bytes in base64. */
const SHA_256 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * The SHA-256 of the whole body, lower-case hex; `null` where there is no header, or only digests of other algorithms,
 * which may be ignored. `REQUEST_DIGEST_INVALID` for what is no dictionary of digests.
 */
export function parseContentDigest(value: string | undefined): Result<string | null, Problem> {
  if (value === undefined) return ok(null);
  let digest: string | null = null;
  for (const member of value.split(",")) {
    const [, algorithm, base64 = ""] = MEMBER.exec(member.trim()) ?? [];
    if (algorithm === undefined || (algorithm === "sha-256" && !SHA_256.test(base64))) return invalid();
    if (algorithm === "sha-256") digest = hexOf(base64);
  }
  return ok(digest);
}

function hexOf(base64: string): string {
  return [...atob(base64)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

function invalid(): Result<never, Problem> {
  const message = "The `Content-Digest` has to be written as `sha-256=:<base64>:`, of the whole body.";
  return err(problem("REQUEST_DIGEST_INVALID", message, { hint: "Leave it out, or see RFC 9530." }));
}
