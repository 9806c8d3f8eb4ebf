// Is the HTTP reference true? Its tables are held to the code, its commands are run, its example is compared.
import {
  engineListSchema,
  httpStatusTable,
  listRunsQuerySchema,
  runResultSchema,
  runStatusSchema,
  VALIDATION_TERMS,
  validationReportSchema,
} from "@mayfly/core/contract";
import { createRunRequestSchema, IGNORED_FIELDS, runtimeOptionsSchema } from "@mayfly/core/contract";
import { createRegistry } from "@mayfly/core";
import {
  createMemoryInstallStore,
  createMemoryJudge,
  createMemorySkills,
  memoryClock,
  memoryIds,
  silentLog,
} from "@mayfly/core/memory";
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

/** The names in backticks that start the rows of a section's tables. */
function rows(title: string): string[] {
  return [...section(title).matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
  );
}

describe("the HTTP reference", () => {
  test("has every route with its methods, and no other", async () => {
    const listed = [...section("Routes").matchAll(/`(GET|POST|DELETE) (\/[^`]*)`/g)].map(
      ([, method = "", path = ""]) => ({ method, path }),
    );
    const paths = [...new Set(listed.map(({ path }) => path))].filter((path) => path !== "/healthz");
    expect(paths).toHaveLength(10);
    for (const path of paths) {
      const url = `${service.url}${path.startsWith("/v1") ? "" : BASE}${path.replace("{id}", "x").replace("{path}", "y")}`;
      const { headers } = await fetch(url, { method: "OPTIONS" });
      const methods = headers
        .get("allow")
        ?.split(", ")
        .filter((each) => each !== "HEAD" && each !== "OPTIONS");
      expect(methods?.sort()).toEqual(
        listed
          .filter((each) => each.path === path)
          .map(({ method }) => method)
          .sort(),
      );
    }
  });

  test("has every route of the installed skills, and jobs have those of runs", async () => {
    const { catalog, installer } = createMemorySkills();
    const [clock, ids, installs, judge] = [memoryClock, memoryIds, createMemoryInstallStore(), createMemoryJudge()];
    const registry = createRegistry({ clock, ids, catalog, installer, installs, judge, log: silentLog });
    const other = await startService({ http: { registry }, ports: { catalog } });
    try {
      const allowed = async (path: string): Promise<string | null> =>
        (await fetch(`${other.url}${path}`, { method: "OPTIONS" })).headers.get("allow");
      for (const [, method = "", path = ""] of section("Skills").matchAll(/^\| `(GET|POST) (\/[^`]*)`/gm))
        expect([path, await allowed(path.replace("{id}", "x"))]).toEqual([path, expect.stringContaining(method)]);
      for (const [, , path = ""] of section("Routes").matchAll(/`(GET|POST|DELETE) (\/(?!v1|healthz)[^`]*)`/g)) {
        const suffix = path.replace("{id}", "x").replace("{path}", "y");
        expect([path, await allowed(`/v1/jobs${suffix}`)]).toEqual([path, await allowed(`${BASE}${suffix}`)]);
      }
    } finally {
      await other.close();
    }
  });

  test("has every field of an engine", () => {
    expect(rows("Engines")).toEqual(Object.keys(engineListSchema.shape.engines.element.shape));
  });

  test("has every field and option", () => {
    expect(rows("Create")).toEqual(
      expect.arrayContaining([
        ...Object.keys(createRunRequestSchema.shape),
        ...Object.keys(runtimeOptionsSchema.shape),
      ]),
    );
    for (const name of IGNORED_FIELDS) expect(section("Create")).toContain(`\`${name}\``);
    expect(rows("Status")).toEqual(expect.arrayContaining(Object.keys(runStatusSchema.shape)));
    expect(rows("Result")).toEqual(Object.keys(runResultSchema.shape.result.shape));
    for (const name of Object.keys(validationReportSchema.shape.problems.unwrap().element.shape)) {
      expect(section("Validate")).toContain(name);
    }
    const parts = ["skill_package", ...Object.keys(VALIDATION_TERMS)];
    expect(rows("Validate")).toEqual([...parts, ...Object.keys(validationReportSchema.shape)]);
    for (const word of Object.values(VALIDATION_TERMS).flat()) expect(section("Validate")).toContain(`\`${word}\``);
    expect(rows("List")).toEqual(expect.arrayContaining(Object.keys(listRunsQuerySchema.shape)));
  });

  test("has every status with its codes", () => {
    const told = [...section("Errors").matchAll(/^\| (\d{3}) \| (`[^|]+) \|/gm)].flatMap(([, status, codes = ""]) =>
      [...codes.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => `${status} ${code}`),
    );
    const real = httpStatusTable().filter(({ status }) => status !== 400);
    expect(told.sort()).toEqual(real.map(({ status, code }) => `${status} ${code}`).sort());
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
