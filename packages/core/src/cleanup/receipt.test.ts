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

test.each([
  [{ kind: "unavailable" }, "the run succeeded; the removal failed"],
  [
    { kind: "unavailable", code: "EACCES" },
    "the run succeeded; the removal failed because the system refused it (EACCES)",
  ],
  [{ kind: "no_space", code: "ENOSPC" }, "the run succeeded; the removal failed because the disk is full"],
] as const)(
  "`removalFailed()` after %j says why, and claims no amount, since what is left is not known",
  (why, reason) => {
    expect(removalFailed({ ...ABOUT, packageSha256: null }, why)).toEqual({
      state: "removal_failed",
      receipt: { action: "removal_failed", files: 0, bytes: 0, reason, packageSha256: null, at: BIRTH },
    });
  },
);
