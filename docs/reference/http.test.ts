// Is the HTTP reference true where it is not made of the contract? Its commands are run, its example is compared.
import { IGNORED_FIELDS } from "@mayfly/core/contract";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { A_PACKAGE, AN_INPUT, PACKAGE_FILES } from "../../packages/adapter-express/src/testing/a-package.ts";
import { aProgram } from "../../packages/adapter-express/src/testing/a-program.ts";
import { BASE, postJson } from "../../packages/adapter-express/src/testing/client.ts";
import { hasCurl } from "../../packages/adapter-express/src/testing/has-curl.ts";
import { startService, type Service } from "../../packages/adapter-express/src/testing/start-service.ts";

const PAGE = readFileSync(join(import.meta.dirname, "http.md"), "utf8");
let service: Service;
beforeAll(async () => {
  service = await startService({ program: aProgram });
});
afterAll(() => service.close());

/** The text under a heading, up to the next of its kind. */
function section(title: string): string {
  const [, rest = ""] = PAGE.split(`\n## ${title}\n`);
  return rest.split("\n## ")[0] ?? "";
}

describe("the HTTP reference", () => {
  test("names the fields that are taken and ignored", () => {
    for (const name of IGNORED_FIELDS) expect(section("Create")).toContain(`\`${name}\``);
  });

  test("shows a problem document as the service answers it", async () => {
    const [, example = ""] = /^```json\n(.*?)^```$/ms.exec(section("Errors")) ?? [];
    const answer = await postJson(`${service.url}${BASE}`, { runtime_options: { keep: true } });
    expect(await answer.json()).toEqual(JSON.parse(example));
  });

  test.skipIf(!hasCurl)("has commands that work, one after the other", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mayfly-http-page-"));
    writeFileSync(join(folder, "skill.zip"), A_PACKAGE);
    writeFileSync(join(folder, "inputs.zip"), AN_INPUT);
    const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
    const script = ["set -euf", ...blocks].join("\necho\necho ---\n").replaceAll("http://127.0.0.1:8460", service.url);
    const { stdout, stderr } = await promisify(execFile)("bash", ["-c", script], { cwd: folder });
    const [, run, artifacts, bundle, list, deleted, report] = stdout.split("---\n");
    rmSync(folder, { recursive: true, force: true });
    expect(stderr).toBe("");
    expect(run).toContain(`"extracted_files":${PACKAGE_FILES + 1}`);
    expect(run).toContain('"result":{"status":"success"');
    expect(artifacts).toContain("artifacts/report.md");
    expect(artifacts).toContain("# Bericht");
    expect(bundle?.trim()).toBe("");
    expect(list).toContain('"status":"succeeded"');
    expect(deleted?.trim()).toBe("204");
    expect(JSON.parse(report ?? "")).toMatchObject({ file: "skill.zip", valid: true, package: { id: "echo" } });
  });
});
