// Does the page about validating packages say what the program does?
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FORMAT_NAMES } from "../packages/mayfly/src/validate/format-names.ts";
import { afterAll, describe, expect, test } from "vitest";
import { aQuietClone } from "./testing/clone.ts";

const PAGE = "how-to/validate-packages.md";
const text = readFileSync(join(import.meta.dirname, PAGE), "utf8");

describe("validate packages", () => {
  const clone = aQuietClone();
  afterAll(() => clone.remove());

  test("works as it is written, from writing a package to SARIF", () => {
    const [written, good, broken, mended, json] = clone.follow(PAGE);
    expect(written).toContain("word-count/scripts/main.mjs");
    expect(good).toMatch(/^✓ valid {2}word-count\n/);
    expect(broken).toMatch(/error\[PACKAGE_VERSION\].*\n {2}at word-count\/assets\/runner\.json:4:14\n.*"first"/);
    expect(broken).toMatch(/\nexit code 1\n$/);
    expect(mended).toMatch(/\n3 valid, 0 refused\n$/);
    const report = JSON.parse(json ?? "") as { package: { content_digest: string } };
    const fields = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field);
    expect(Object.keys(report)).toEqual(fields);
    const sarif = JSON.parse(readFileSync(join(clone.path, "skills.sarif"), "utf8")) as { version: string };
    expect(sarif.version).toBe("2.1.0");

    const block = /^```ts at\n(.*?)^```$/ms.exec(text)?.[1] ?? "";
    writeFileSync(join(clone.path, "at.ts"), block);
    const ran = spawnSync(process.execPath, ["--conditions=@mayfly/source", "at.ts"], {
      cwd: clone.path,
      encoding: "utf8",
    });
    expect([ran.stderr, ran.stdout]).toEqual(["", `true 0 ${report.package.content_digest}\n`]);
  });

  const jq = spawnSync("jq", ["--version"]).status === 0;
  test.skipIf(!jq)("has jq programs that do what is said of them", () => {
    const block = /^```sh jq\n(.*?)^```$/ms.exec(text)?.[1] ?? "";
    const bad = { file: "bad.zip", valid: false, package: { content_digest: "ab" } };
    const problems = ["error", "warning"].map((severity) => {
      return { severity, code: "PACKAGE_VERSION", entry: "a/b.json", line: 3, message: "Wrong." };
    });
    const lines = [
      { ...bad, problems },
      { ...bad, file: "good.zip", valid: true, problems: [] },
    ];
    const input = lines.map((line) => JSON.stringify(line)).join("\n");
    const programs = [...block.matchAll(/jq -r (?:'([^']*)'|(\S+))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? "",
    );
    expect(programs.map((each) => spawnSync("jq", ["-r", each], { input, encoding: "utf8" }).stdout)).toEqual([
      "bad.zip\n",
      "bad.zip\tPACKAGE_VERSION\ta/b.json\t3\tWrong.\n",
      "ab\nab\n",
    ]);
  });

  test("has commands for a workflow and a hook that judge what lies in skills/", () => {
    const main = join(clone.path, "packages/mayfly/src/main.ts");
    const program = `"${process.execPath}" --conditions=@mayfly/source "${main}"`;
    const bash = (command: string, cwd: string) => spawnSync("bash", ["-c", command], { cwd, encoding: "utf8" });
    const skills = join(clone.path, "skills");
    mkdirSync(skills);
    expect(bash(`${program} init one && ${program} init two && rm two/SKILL.md`, skills).status).toBe(0);
    const written = [...text.matchAll(/(?:run:|exec) (npx mayfly .*)$/gm)].map(([, command = ""]) => command);
    const ran = written.map((command) => bash(command.replace("npx mayfly", program), clone.path));
    expect(ran.map(({ status, stderr }) => [status, stderr])).toEqual([
      [1, ""],
      [1, ""],
      [1, ""],
    ]);
    expect(ran[0]?.stdout).toMatch(/^::error file=skills\/two\/SKILL\.md,title=PACKAGE_SKILL_MD_MISSING::/);
    expect(readFileSync(join(clone.path, "skills.sarif"), "utf8")).toContain('"uri":"skills/two/SKILL.md"');
    expect(ran[2]?.stdout).toContain("\n1 valid, 1 refused\n");
  });

  test("names every format and every flag that there is", () => {
    for (const format of FORMAT_NAMES.slice(1)) expect(text).toContain(`--format ${format}`);
    const help = readFileSync(join(import.meta.dirname, "reference/command-line.md"), "utf8");
    const section = /^## mayfly validate$(.*?)^## /ms.exec(help)?.[1] ?? "";
    const flags = [...section.matchAll(/^ {2}(--(?!max)[a-z]+)/gm)].map(([, flag = ""]) => flag);
    expect(flags.length).toBeGreaterThanOrEqual(4);
    for (const flag of flags) expect(text).toContain(`\`${flag}`);
  });
});
