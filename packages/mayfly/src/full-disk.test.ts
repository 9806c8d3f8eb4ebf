// Is a full disk survived at each step of a run: clear errors, nothing lost, and all as before when there is room again?
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** In a namespace of its own, where anybody may mount a small disk. */
const MOUNTED = ["-rm", "sh", "-c", 'mount -t tmpfs -o size=32m mayfly "$1" && shift && exec "$@"', "sh"];
const folder = mkdtempSync(join(tmpdir(), "mayfly-full-disk-"));
const mounts = spawnSync("unshare", [...MOUNTED, folder, "true"], { stdio: "ignore" }).status === 0;
if (!mounts) process.stdout.write("no full disk tried: this machine lets nobody mount one\n");
afterAll(() => rmdirSync(folder));

describe.runIf(mounts)("a disk that is full", () => {
  let seen: Readonly<Record<string, unknown>> = {};
  beforeAll(async () => {
    const program = fileURLToPath(new URL("testing/full-disk.ts", import.meta.url));
    const command = [process.execPath, "--conditions=@mayfly/source", program, folder];
    const child = spawn("unshare", [...MOUNTED, folder, ...command], { stdio: ["ignore", "pipe", "pipe"] });
    const [said, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
    expect(complaints).toBe("");
    seen = JSON.parse(said) as typeof seen;
  }, 240_000);

  const REFUSED = { status: 507, code: "RUN_NO_SPACE", phase: "awaiting_upload", state: "none" };

  test.each(["upload", "staging"])("during %s refuses the upload, and takes the same one later", (step) => {
    expect(seen[step]).toEqual({ refused: REFUSED, again: 200, end: "succeeded" });
  });

  test("during a run ends the run for what its program made of it", () => {
    expect(seen["run"]).toEqual({ end: "failed", code: "RUN_EXIT_NONZERO", state: "removed" });
  });

  test("during collecting ends the run for what could not be kept", () => {
    expect(seen["collecting"]).toEqual({ end: "failed", code: "RUN_OUTPUTS_NOT_KEPT", state: "removed" });
  });

  test("by what a run writes lets that run be canceled, which makes room", () => {
    expect(seen["cancel"]).toEqual({ cancel: 202, end: "canceled", code: "RUN_CANCELED", state: "removed" });
  });

  test("by what a run prints holds its end up until there is room", () => {
    const end = { end: "failed", code: "RUN_OUTPUTS_NOT_KEPT", state: "removed" };
    expect(seen["logs"]).toEqual({ phase: "cleaning", ...end });
  });

  test("is never taken for a wall that does not stand, however little room there is", () => {
    expect(seen["wall"]).toEqual({ wrongly: [] });
  });

  test("refuses creates, and takes them later", () => {
    expect(seen["create"]).toEqual({ status: 507, code: "RUN_NO_SPACE", again: 200 });
  });

  test("keeps no next server from starting, which makes room and goes on with what is queued", () => {
    expect(seen["killed"]).toEqual({ greedy: "RUN_INTERRUPTED", state: "removed", queued: "succeeded" });
  });

  test("leaves a server that runs and ends as ever, and no temporary file", () => {
    expect(seen["sound"]).toEqual({ end: "succeeded" });
    expect(seen["server"]).toEqual({ exit: 0, left: ["trash"] });
  });
});
