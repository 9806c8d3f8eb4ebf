// Does a server start after a kill though something fails, or say why not? The short version of `pnpm crash --faults`.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loadPackages, type Packages } from "../load/packages.ts";
import { killServer, type DeadServer } from "./dead-server.ts";
import type { Fault } from "./fault.ts";
import { endureStart } from "./faulty-start.ts";

/** A machine that does much else at the same time may need all of it. */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let packages: Packages;
let dead: DeadServer;
beforeAll(async () => {
  packages = await loadPackages();
  // With runs that the start has to bring to their ends, or back to their beginnings.
  dead = await killServer(packages, { place: "runs.commit(end)@commit:before:1", leaves: "cleaning" });
});
afterAll(() => dead.remove());

test.each([
  ["sql get PRAGMA application_id", "EIO"],
  ["sql exec PRAGMA foreign_keys = ON", "EIO"],
  ["readdir tmp/installs", "EIO"],
  ["sql exec COMMIT", "EIO"],
  ["sql exec COMMIT", "ENOSPC"],
] as const)("a start at which `%s` answers %s comes to a good end", async (call, kind) => {
  const fault: Fault = { call, kind, nth: 1, lasting: false };
  const { reached, findings } = await endureStart(dead, fault, packages);
  expect(findings).toEqual([]);
  expect(reached).toBe(true);
});
