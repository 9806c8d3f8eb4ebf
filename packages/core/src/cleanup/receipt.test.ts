import { expect, test } from "vitest";
import { A_SHA256, BIRTH } from "../testing/a-run.ts";
import { removalFailed, removed, retained } from "./receipt.ts";

const ABOUT = { reason: "the run succeeded", packageSha256: A_SHA256, at: BIRTH };

test("`removed()` says how much went, of which package, when and why", () => {
  expect(removed({ files: 3, bytes: 99 }, ABOUT)).toEqual({
    state: "removed",
    receipt: {
      action: "removed",
      files: 3,
      bytes: 99,
      reason: "the run succeeded",
      packageSha256: A_SHA256,
      at: BIRTH,
    },
  });
});

test("`retained()` says how much is kept, and until when", () => {
  expect(retained({ files: 3, bytes: 99 }, ABOUT, BIRTH + 5)).toEqual({
    state: "retained",
    expiresAt: BIRTH + 5,
    receipt: {
      action: "retained",
      files: 3,
      bytes: 99,
      reason: "the run succeeded",
      packageSha256: A_SHA256,
      at: BIRTH,
    },
  });
});

test("`removalFailed()` claims no amount, since what is left is not known", () => {
  expect(removalFailed({ ...ABOUT, packageSha256: null })).toEqual({
    state: "removal_failed",
    receipt: {
      action: "removal_failed",
      files: 0,
      bytes: 0,
      reason: "the run succeeded",
      packageSha256: null,
      at: BIRTH,
    },
  });
});
