// Does the page about installed skills work as it is written, from the first install to the last?
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { served, type Served } from "../packages/mayfly/src/testing/served.ts";
import { aQuietClone, hasCurl } from "./testing/clone.ts";

/** A dozen commands, each a process of its own. */
const SLOW = { timeout: 480_000 };
const PAGE = "how-to/installed-skills.md";

describe.skipIf(!hasCurl())("installed skills", () => {
  const clone = aQuietClone();
  let server: Served | null = null;
  afterAll(async () => {
    await server?.end();
    await clone.remove();
  });
  const data = join(clone.path, "data");

  test("are installed, listed, run, answered from the cache, upgraded and removed", SLOW, async () => {
    const [installed] = clone.follow(PAGE, { fence: "sh stopped" });
    expect(installed).toMatch(/\ninstalled {2}word-count 0\.1\.0\n✓ word-count {2}0\.1\.0 .*\nid +word-count\n/s);

    const text = readFileSync(join(import.meta.dirname, PAGE), "utf8");
    const [, key = ""] = /^MAYFLY_API_KEY=(\S+) npx --yes pnpm@12\.21\.0 start$/m.exec(text) ?? [];
    server = await served(data, { MAYFLY_API_KEY: key });
    const printed = clone.follow(PAGE, { url: server.url });
    await server.end();
    const [begun, outcome, list, shown, created, uploaded, result, hit, stats, again] = printed;
    expect(begun).toContain('"status":"running"');
    expect(JSON.parse(outcome ?? "")).toMatchObject({ status: "succeeded", action: "upgrade", version: "0.2.0" });
    expect(existsSync(join(data, "skills-archive/word-count/0.1.0/SKILL.md"))).toBe(true);
    expect(JSON.parse(list ?? "")).toMatchObject({ skills: [{ id: "word-count", version: "0.2.0" }] });
    expect(JSON.parse(shown ?? "")).toMatchObject({
      inputs: [{ key: "text" }],
      schemas: { parameter: { type: "object" } },
    });
    expect(created).toBe("");
    expect(uploaded).toMatch(/"cache_hit":false,"status":"queued","extracted_files":7\}$/m);
    expect(JSON.parse(result ?? "")).toMatchObject({ result: { status: "success", data: { words: 6 } } });
    expect(hit).toMatch(/"cache_hit":true,"status":"succeeded"/);
    expect(again).toMatch(/"cache_hit":false,"status":"queued".*"status":"succeeded".*"cache_hit":false/);
    expect(stats).toMatch(/^1 entry, .+, 1 hit\n$/);

    const [cleared, removed] = clone.follow(PAGE, { fence: "sh after" });
    expect(cleared).toMatch(/^1 entry gone.*\n0 entries, 0 B, 0 hits\n$/);
    expect(removed).toBe("removed  word-count, kept in skills-archive/word-count/0.2.0 of the data folder\n");
  });
});
