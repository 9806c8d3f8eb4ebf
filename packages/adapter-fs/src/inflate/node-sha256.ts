// How are bytes digested by OpenSSL?
import { createHash, hash as hashOf } from "node:crypto";
import type { Sha256 } from "@mayfly/core";

export const nodeSha256: Sha256 = {
  create() {
    const hash = createHash("sha256");
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
  },
  // Half again as fast for files of the usual size.
  of: (bytes) => hashOf("sha256", bytes, "hex"),
};
