// Does `mayfly init` give a package that runs? Real processes, real files, a real server.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROFILES } from "@mayfly/core";
import { validateSkillPackageAt } from "@mayfly/adapter-fs";
import { afterAll, describe, expect, test } from "vitest";
import { zipInputs } from "../../../test-fixtures/zip-package.ts";
import { TEMPLATE_ENGINES } from "./init/template-files.ts";
import { create, read, until, upload } from "./testing/http-steps.ts";
import { runMayfly } from "./testing/run-mayfly.ts";
import { freshDataDir, served } from "./testing/served.ts";

const root = mkdtempSync(join(tmpdir(), "mayfly-init-"));
afterAll(() => rmSync(root, { recursive: true }));

function fresh(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

describe("mayfly init", () => {
  test.each(TEMPLATE_ENGINES)("writes a package for the engine %s that is good without a warning", (engine) => {
    const cwd = fresh(engine);
    // A number, which YAML would not take for a text.
    const { status, out, err } = runMayfly(["init", "2024", "--engine", engine], { cwd });
    expect([status, err]).toEqual([0, ""]);
    expect(out).toContain("  2024/SKILL.md\n");
    for (const command of ["mayfly validate 2024", "mayfly pack 2024", "mayfly serve"]) expect(out).toContain(command);
    for (const profile of Object.keys(PROFILES) as (keyof typeof PROFILES)[]) {
      const report = validateSkillPackageAt(join(cwd, "2024"), { profile })._unsafeUnwrap();
      expect({ profile, problems: report.problems }).toEqual({ profile, problems: [] });
    }
  });

  test("writes a package that packs, runs, and gives its result and its artifact", async () => {
    const cwd = fresh("run");
    expect(runMayfly(["init", "word-count"], { cwd }).status).toBe(0);
    expect(runMayfly(["pack", "word-count"], { cwd }).status).toBe(0);
    const data = freshDataDir();
    const server = await served(data.path);
    try {
      const created = await create(server.url, { parameter: { title: "My text" } });
      const id = String(created.body["request_id"]);
      const inputs = zipInputs({ "text/poem.txt": new TextEncoder().encode("one two\nthree") });
      const zip = new Uint8Array(readFileSync(join(cwd, "word-count.zip")));
      await upload(server.url, id, zip, new Uint8Array(inputs));
      expect(await until(server.url, id)).toMatchObject({ status: "succeeded" });
      expect((await read(server.url, id, "/result")).body).toMatchObject({
        result: { status: "success", data: { words: 3 } },
      });
      const report = await fetch(`${server.url}/v1/temp-skill-runs/${id}/artifacts/report.md`);
      expect(await report.text()).toBe("# My text\n\n3 words\n");
    } finally {
      await server.end();
      data.remove();
    }
  });

  test("overwrites nothing", () => {
    const cwd = fresh("taken");
    mkdirSync(join(cwd, "mine"));
    const { status, out, err } = runMayfly(["init", "mine"], { cwd });
    expect(err).toBe(
      'mayfly: Cannot make a package "mine": there is something of that name here; nothing was changed.\n',
    );
    expect([status, out]).toEqual([1, ""]);
    expect(readdirSync(cwd, { recursive: true })).toEqual(["mine"]);
  });

  test("refuses a bad name before it writes anything", () => {
    const cwd = fresh("names");
    const { status, out, err } = runMayfly(["init", "../My\u001B[31mSkill"], { cwd });
    expect(err).toBe(
      'mayfly: Cannot make a package "../My\\u{1B}[31mSkill": a name is made of lower-case letters, digits and single ' +
        "hyphens between them, such as `word-count`.\n",
    );
    expect([status, out]).toEqual([1, ""]);
    expect(readdirSync(cwd)).toEqual([]);
    expect(existsSync(join(root, "My"))).toBe(false);
  });

  test("teaches with --help, and answers a wrong engine with exit code 2", () => {
    const help = runMayfly(["init", "--help"], { cwd: root });
    expect(help.out).toContain("Exit codes: 0 written");
    expect(runMayfly(["init", "x", "--engine", "none"], { cwd: root }).status).toBe(2);
  });
});
