import fc from "fast-check";
import { expect, test } from "vitest";
import { nobleSha256 } from "../bytes/noble-sha256.ts";
import type { JsonObject } from "./json.ts";
import { requestFingerprint } from "./request-fingerprint.ts";
import { DEFAULT_RUN_OPTIONS } from "./run-options.ts";
import type { RunRequest } from "./run.ts";

const fingerprint = (request: RunRequest): string => requestFingerprint(request, nobleSha256);
const name = fc.option(fc.constantFrom("a", "b", "null", ""), { nil: null });
const request: fc.Arbitrary<RunRequest> = fc.record({
  skillId: name,
  engine: name,
  model: name,
  parameter: fc
    .dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }))
    .map((value) => value as JsonObject),
  options: fc.record({
    debug_keep_temp: fc.boolean(),
    debug: fc.boolean(),
    no_cache: fc.boolean(),
    verbose: fc.boolean(),
    execution_mode: fc.constant("auto"),
    hard_timeout_seconds: fc.option(fc.constantFrom(1, 1.5, 60), { nil: null }),
  }),
});

/** The same with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, turned(part)])
      .toReversed(),
  );
}

test("law: `requestFingerprint()` is the same for the same request, however its keys are ordered", () => {
  fc.assert(
    fc.property(request, (asked) => {
      expect(fingerprint(turned(asked) as RunRequest)).toBe(fingerprint(asked));
      expect(fingerprint(asked)).toMatch(/^[0-9a-f]{64}$/);
    }),
  );
});

test("law: `requestFingerprint()` differs where two requests differ in anything", () => {
  const known = (asked: RunRequest): string => JSON.stringify(sorted(asked));
  fc.assert(
    fc.property(request, request, (one, other) => {
      expect(fingerprint(one) === fingerprint(other)).toBe(known(one) === known(other));
    }),
    { numRuns: 300 },
  );
  const base: RunRequest = { skillId: null, engine: null, parameter: {}, model: null, options: DEFAULT_RUN_OPTIONS };
  const others: readonly RunRequest[] = [
    { ...base, skillId: "x" },
    { ...base, engine: "x" },
    { ...base, model: "x" },
    { ...base, parameter: { x: null } },
    { ...base, parameter: { x: "1" } },
    { ...base, parameter: { x: 1 } },
    ...Object.entries({
      debug_keep_temp: true,
      debug: true,
      no_cache: true,
      verbose: true,
      hard_timeout_seconds: 1,
    }).map(([option, value]) => ({ ...base, options: { ...DEFAULT_RUN_OPTIONS, [option]: value } })),
  ];
  expect(new Set([base, ...others].map(fingerprint)).size).toBe(others.length + 1);
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([key, part]) => [key, sorted(part)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
