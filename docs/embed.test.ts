// Do the examples for embedding run as they are written?
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { aQuietClone } from "./testing/clone.ts";

const PAGE = readFileSync(join(import.meta.dirname, "how-to/embed.md"), "utf8");
const MAIN = "packages/mayfly/src/main.ts";

describe("embed", () => {
  const clone = aQuietClone();
  afterAll(() => clone.remove());

  function node(...args: readonly string[]): string {
    const options = { cwd: clone.path, encoding: "utf8", timeout: 60_000 } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ["--conditions=@mayfly/source", ...args], options);
    expect(stderr).toBe("");
    return stdout;
  }

  function run(name: string): string {
    const [, block = ""] = new RegExp(`^\`\`\`ts ${name}\n(.*?)^\`\`\`$`, "ms").exec(PAGE) ?? [];
    // Beside the server's own libraries, where express is found.
    writeFileSync(join(clone.path, `${name}.ts`), block);
    return node(`${name}.ts`);
  }

  test("in memory, a function runs a package in thirty lines", () => {
    node(MAIN, "init", "hello");
    node(MAIN, "pack", "hello");
    expect(run("memory")).toBe("succeeded artifacts/report.md logs/stderr.txt logs/stdout.txt result/result.json\n");
  });

  test("the router stands under a prefix, behind somebody else's authentication", () => {
    expect(run("router")).toBe("401 200 true\n");
  });
});
