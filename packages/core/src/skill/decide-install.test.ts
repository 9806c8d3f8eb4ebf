import { describe, expect, test } from "vitest";
import { decideInstall } from "./decide-install.ts";

describe("decideInstall()", () => {
  const decided = (version: string | null, installed: string | null | undefined) =>
    decideInstall("demo", version, installed).match(
      (action) => action,
      ({ code }) => code,
    );

  test.each([
    ["1.0.0", undefined, "install"],
    [null, undefined, "install"],
    ["1.0.1", "1.0.0", "upgrade"],
    ["1.0", "1.0rc1", "upgrade"],
    ["0.1", null, "upgrade"],
    ["0.1", "by hand", "upgrade"],
    ["1.0.0", "1.0.0", "SKILL_VERSION_NOT_HIGHER"],
    ["1.0.0+new", "1.0.0", "SKILL_VERSION_NOT_HIGHER"],
    ["1.9", "1.10", "SKILL_VERSION_NOT_HIGHER"],
    [null, "1.0.0", "SKILL_VERSION_MISSING"],
    [null, null, "SKILL_VERSION_MISSING"],
  ] as const)("of version %s where %s is there says %s", (version, installed, action) => {
    expect(decided(version, installed)).toBe(action);
  });

  test("tells where the version stands and what to do", () => {
    expect(decideInstall("demo", "1.0.0", "2.0.0")._unsafeUnwrapErr()).toMatchObject({
      entry: "demo/assets/runner.json",
      pointer: "/version",
      message: "Version 1.0.0 is not higher than 2.0.0, which is installed.",
      hint: "Raise the version.",
    });
  });
});
