// Does a server whose files and records fail lose nothing, and go on when they work again? The short version of
// `pnpm crash --faults`.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { loadPackages } from "../load/packages.ts";
import type { Fault } from "./fault.ts";
import { openFaultStage, type FaultStage } from "./fault-stage.ts";
import type { FaultWay } from "./fault-ways.ts";

/** A machine that does much else at the same time may need all of it. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let stage: FaultStage;
beforeAll(async () => {
  stage = await openFaultStage(await loadPackages());
});
afterAll(() => stage.close());

const FAULTS: readonly (readonly [FaultWay, Fault["call"], Fault["kind"], "once" | "for a while", string | null])[] = [
  [
    "a run that is read and deleted",
    "fd writeSync tmp/<id>/work.<id>.part/skill.part/…",
    "ENOSPC",
    "for a while",
    null,
  ],
  ["a run that is read and deleted", "open runs/<aa>/<id>/collect.part/…", "EMFILE", "once", null],
  ["a run that is read and deleted", "sql exec COMMIT", "EIO", "for a while", null],
  ["a run that is read and deleted", "sql exec COMMIT", "EIO", "for a while", "sql exec ROLLBACK"],
  ["install", "rename tmp/installs/<id>/new", "EIO", "once", null],
  ["a sweep", "opendir tmp/trash/<id>.work.<hex>", "EIO", "for a while", null],
];

describe("a server goes on, and nothing is lost or left, after", () => {
  test.each(FAULTS)("%s when `%s` answers %s %s", async (way, call, kind, how, next) => {
    const fault = { call, nth: 1, kind, lasting: how !== "once", ...(next === null ? {} : { next }) };
    const { reached, findings } = await stage.endure(way, fault);
    expect(findings).toEqual([]);
    expect(reached).toBe(true);
  });
});

test("operations are seen in the server and in the processes of its pool", async () => {
  const calls = await stage.record("a run that is read and deleted");
  expect(calls).toEqual(
    expect.arrayContaining([
      "sql exec COMMIT",
      "rename tmp/<id>/upload.<id>/package.zip.part",
      "fd writeSync tmp/<id>/work.<id>.part/skill.part/…",
      "handle sync runs/<aa>/<id>/manifest.json.part",
    ]),
  );
});
