import { DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import { describe, expect, test } from "vitest";
import { judgingOptions } from "./judging-options.ts";

const FLAGS = { profile: "autoskill", strict: false, lenient: false, limits: DEFAULT_PACKAGE_LIMITS } as const;
const GIVEN = { profile: "autoskill", limits: DEFAULT_PACKAGE_LIMITS };

describe("judgingOptions()", () => {
  test("leaves to the profile what nobody asked for", () => {
    expect(judgingOptions(FLAGS)).toEqual(GIVEN);
  });

  test("asks for strictness and for leniency by the validator's names", () => {
    expect(judgingOptions({ ...FLAGS, strict: true })).toEqual({ ...GIVEN, strict: true });
    expect(judgingOptions({ ...FLAGS, lenient: true })).toEqual({ ...GIVEN, unknownFields: "warn" });
  });
});
