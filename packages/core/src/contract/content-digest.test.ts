import { describe, expect, test } from "vitest";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import { parseContentDigest } from "./content-digest.ts";

// The example of RFC 9530 §2.
const HELLO = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
const HELLO_HEX = nobleSha256.of(new TextEncoder().encode('{"hello": "world"}\n'))();

describe("`parseContentDigest()`", () => {
  test.each([
    [undefined, null],
    [`sha-256=:${HELLO}:`, HELLO_HEX],
    [`sha-512=:AAAA:, sha-256=:${HELLO}:`, HELLO_HEX],
    [`sha-256=:${"A".repeat(43)}=:,sha-256=:${HELLO}:`, HELLO_HEX],
    ["sha-512=:AAAA:", null],
  ])("reads %s", (value, hex) => {
    expect(parseContentDigest(value)._unsafeUnwrap()).toBe(hex);
  });

  test.each(["", "sha-256", HELLO, `sha-256=${HELLO}`, "sha-256=::", "sha-256=:AAAA:", `sha-256=:${HELLO_HEX}:`, ","])(
    "refuses %j",
    (value) => {
      expect(parseContentDigest(value)._unsafeUnwrapErr().code).toBe("REQUEST_DIGEST_INVALID");
    },
  );
});
