// Do the servers that are killed leave all that a start can find?
import { isTerminal, PHASES } from "@mayfly/core";
import { beforeAll, expect, test, vi } from "vitest";
import { loadPackages, type Packages } from "../load/packages.ts";
import { A_JOB, AN_INSTALL, KILLS, killServer } from "./dead-server.ts";

vi.setConfig({ testTimeout: 180_000 });

let packages: Packages;
beforeAll(async () => {
  packages = await loadPackages();
});

test("together they are to leave a run in every phase that is no end, an install, and a job that needs no files", () => {
  // A run that awaits its upload is nobody's work, unless it needs none: a start leaves it as it is.
  const phases = PHASES.filter((each) => !isTerminal(each) && each !== "awaiting_upload");
  expect(KILLS.map(({ leaves }) => leaves).toSorted()).toEqual([...phases, AN_INSTALL, A_JOB].toSorted());
});

test("each leaves what it is to, and as often as one wants to look", async () => {
  await Promise.all(
    KILLS.map(async (kill) => {
      const dead = await killServer(packages, kill);
      expect(dead.left).toContain(kill.leaves);
      const [one, other] = [dead.again(), dead.again()];
      expect(one.journal).toEqual(other.journal);
      for (const { laboratory } of [one, other]) laboratory.remove();
      dead.remove();
    }),
  );
});

test("a place that is none is told", async () => {
  await expect(killServer(packages, { place: "nowhere", leaves: "running" })).rejects.toThrow("names no point");
});
