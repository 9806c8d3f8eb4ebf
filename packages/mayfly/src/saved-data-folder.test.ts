// Does a data folder that an earlier version left in the middle of everything come to the right ends?
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ask, upload, type Json } from "./testing/http-steps.ts";
import { layDataFolder, SAVED_DATA_FOLDERS } from "./testing/lay-data-folder.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";

const ZIP = skillZip("kept", { program: "finish({});" });
const JOBS = ["cached", "hit", "leading", "following"];

describe.each(readdirSync(SAVED_DATA_FOLDERS))("%s", (saved) => {
  test("every run comes to its end, or awaits its upload again", { timeout: 120_000 }, async () => {
    const data = freshDataDir();
    const ids = layDataFolder(saved, data.path);
    const server = await served(data.path);
    try {
      const wanted = {
        succeeded: { status: "succeeded", temporary_files: { state: "removed" } },
        failed: { status: "failed", error: { code: "PACKAGE_ENGINES_EMPTY" } },
        canceled: { status: "canceled", error: { code: "RUN_CANCELED" } },
        retained: { status: "succeeded", temporary_files: { state: "retained" } },
        cached: { status: "succeeded", cache_hit: false },
        hit: { status: "succeeded", cache_hit: true },
        removal_failed: { status: "succeeded", temporary_files: { state: "removed" } },
        awaiting_upload: { phase: "awaiting_upload" },
        upload_expired: { status: "failed", error: { code: "RUN_UPLOAD_EXPIRED" } },
        cleaning: { status: "succeeded", temporary_files: { state: "removed" } },
        running: { status: "failed", error: { code: "RUN_INTERRUPTED" } },
        queued: { status: "succeeded" },
        leading: { status: "succeeded", cache_hit: false },
        following: { status: "succeeded", cache_hit: true },
        staging: { phase: "awaiting_upload" },
        receiving: { phase: "awaiting_upload" },
      };
      for (const [name, expected] of Object.entries(wanted)) await come(server, name, String(ids[name]), expected);
      await come(server, "outputs_due", String(ids["outputs_due"]), { code: "RUN_NOT_FOUND" });

      for (const name of ["succeeded", "retained", "removal_failed", "cleaning", "queued", "hit", "following"]) {
        const whole = await fetch(`${server.url}${routeOf(name)}/${ids[name]}/artifacts/note.txt`);
        expect([name, whole.status, await whole.text()]).toEqual([name, 200, "kept"]);
      }
      expect((await ask(`${server.url}${routeOf("queued")}/${ids["queued"]}/result`)).body["result"].data).toEqual({
        told: "queued",
      });

      for (const name of ["awaiting_upload", "staging", "receiving"]) {
        expect((await upload(server.url, String(ids[name]), ZIP)).status).toBe(200);
        await come(server, name, String(ids[name]), { status: "succeeded" });
      }
      const left = readdirSync(join(data.path, "tmp")).filter((each) => !["trash", "installs"].includes(each));
      expect(left).toEqual([ids["retained"]]);
      expect(readdirSync(join(data.path, "tmp/trash"))).toEqual([]);
    } finally {
      await server.end();
      data.remove();
    }
  });
});

function routeOf(name: string): string {
  return JOBS.includes(name) ? "/v1/jobs" : "/v1/temp-skill-runs";
}

/** Waits until the run is as it has to be: workers and sweep take their time. */
async function come(server: Served, name: string, id: string, expected: Json): Promise<void> {
  let last: Json = {};
  for (let turn = 0; turn < 400; turn += 1) {
    last = (await ask(`${server.url}${routeOf(name)}/${id}`)).body;
    try {
      expect(last).toMatchObject(expected);
      return;
    } catch {
      await sleep(50);
    }
  }
  expect({ name, ...last }).toMatchObject({ name, ...expected });
}
