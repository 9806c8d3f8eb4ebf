// How are bytes digested by OpenSSL?
import { createHash, hash as hashOf } from "node:crypto";
import type { Sha256 } from "@mayfly/core";

export const nodeSha256: Sha256 = {
  create() {
    const hash = createHash("sha256");
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
  },
  of(bytes) {
    // Half again as fast as a stream for files of the usual size.
    const hex = hashOf("sha256", bytes, "hex");
    return () => hex;
  },
};
