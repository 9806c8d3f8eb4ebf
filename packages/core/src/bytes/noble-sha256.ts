// How are bytes digested without the system's help?
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Sha256 } from "./sha256.ts";

/** In plain JavaScript, for a browser: its own digest only answers later, and only for bytes that are all there. */
export const nobleSha256: Sha256 = {
  create() {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
  },
  of(bytes) {
    const hex = bytesToHex(sha256(bytes));
    return () => hex;
  },
};
