// Does a whole server keep the promises of the product? Real processes, real files, real HTTP.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataSet } from "../../../test-fixtures/data-set.ts";
import { zipInputs, zipPackage } from "../../../test-fixtures/zip-package.ts";
import { filesIn } from "./demo/left-behind.ts";
import { ask, create, read, runOnce, until, upload } from "./testing/http-steps.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";
import { skillZip } from "./testing/skill.ts";

const PACKAGES = join(import.meta.dirname, "../../../test-fixtures/packages");
const zipOf = (id: string): Uint8Array<ArrayBuffer> => new Uint8Array(zipPackage(join(PACKAGES, id)));
const birdstrikes = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipInputs({ "table/birdstrikes.csv": dataSet("birdstrikes.csv") }));

/** Temporary files of `id`, or of any run. */
async function temporary(dataDir: string, id = ""): Promise<string[]> {
  const files = await filesIn(dataDir);
  return files.map(({ path }) => path).filter((path) => path.startsWith("tmp/") && path.includes(id));
}

describe("a served Mayfly", () => {
  const data = freshDataDir();
  let server: Served;
  beforeAll(async () => {
    mkdirSync(join(data.path, "skills/installed"), { recursive: true });
    writeFileSync(join(data.path, "skills/installed/SKILL.md"), "untouched");
    server = await served(data.path, { MAYFLY_MAX_PACKAGE_BYTES: "1MiB" });
  });
  afterAll(async () => {
    expect(await server.end()).toBe(0);
    data.remove();
  });

  test("takes a real package and a real data set from create to bundle", async () => {
    const created = await create(server.url, {
      engine: "script",
      parameter: { title: "Strikes" },
      runtime_options: { execution_mode: "auto", debug_keep_temp: false },
    });
    expect(created).toEqual({ status: 200, body: { request_id: expect.any(String), status: "queued" } });
    const id = String(created.body["request_id"]);
    const uploaded = await upload(server.url, id, zipOf("csv-profile"), birdstrikes());
    expect(uploaded).toEqual({
      status: 200,
      body: { request_id: id, status: "queued", extracted_files: expect.any(Number) },
    });

    const status = await until(server.url, id);
    expect(status).toMatchObject({
      status: "succeeded",
      phase: "succeeded",
      skill_id: "csv-profile",
      engine: "script",
      error: null,
    });
    expect(status["temporary_files"]).toMatchObject({
      state: "removed",
      expires_at: null,
      receipt: { action: "removed", reason: "the run succeeded" },
    });
    expect(await temporary(data.path)).toEqual([]);

    const { body } = await read(server.url, id, "/result");
    expect(body["result"]).toMatchObject({
      status: "success",
      error: null,
      artifacts: expect.arrayContaining(["artifacts/report.md"]),
    });
    expect(body["result"].data.rows).toBe(10_000);
    const listed = await read(server.url, id, "/artifacts");
    expect(listed.body).toEqual({ request_id: id, artifacts: body["result"].artifacts });
    const report = await fetch(`${server.url}/v1/temp-skill-runs/${id}/artifacts/report.md`);
    expect(await report.text()).toContain("Strikes");
    const bundle = await fetch(`${server.url}/v1/temp-skill-runs/${id}/bundle`);
    expect(Number(bundle.headers.get("content-length"))).toBe((await bundle.arrayBuffer()).byteLength);
  });

  test("runs prime-check without an input", async () => {
    const status = await runOnce(server.url, zipOf("prime-check"), { parameter: { numbers: [7, 10], divisor: 5 } });
    expect(status).toMatchObject({ status: "succeeded", error: null });
    const { body } = await read(server.url, status["request_id"], "/result");
    expect(body["result"].data.numbers).toMatchObject([
      { number: "7", prime: true, remainder: "2" },
      { number: "10", prime: false, remainder: "0" },
    ]);
  });

  test("refuses a package with every reason, a result, and nothing left", async () => {
    const bad = skillZip("bad", { program: "", runner: { id: "other", engines: [] } });
    const { body } = await create(server.url);
    const id = String(body["request_id"]);
    const refused = await upload(server.url, id, bad);
    expect(refused.status).toBe(400);
    const codes = refused.body["errors"].map((each: { code: string }) => each.code);
    expect(codes).toEqual(expect.arrayContaining(["PACKAGE_IDENTITY", "PACKAGE_ENGINES_EMPTY"]));
    expect(await read(server.url, id)).toMatchObject({
      body: { status: "failed", error: { code: refused.body["code"] }, temporary_files: { state: "removed" } },
    });
    expect(await read(server.url, id, "/result")).toMatchObject({
      status: 200,
      body: { result: { status: "failed", data: null, artifacts: [] } },
    });
    expect(await temporary(data.path, id)).toEqual([]);
  });

  test("keeps temporary files with debug_keep_temp, and says until when", async () => {
    const skill = skillZip("kept", { program: "finish({});" });
    const status = await runOnce(server.url, skill, { runtime_options: { debug_keep_temp: true } });
    expect(status["temporary_files"]).toMatchObject({ state: "retained", receipt: { action: "retained" } });
    expect(Date.parse(status["temporary_files"].expires_at)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect((await temporary(data.path, status["request_id"])).some((path) => path.endsWith("/SKILL.md"))).toBe(true);
    const deleted = await fetch(`${server.url}/v1/temp-skill-runs/${status["request_id"]}`, { method: "DELETE" });
    expect(deleted.status).toBe(204);
    expect(await temporary(data.path)).toEqual([]);
  });

  test("cancels a running program and keeps its logs", async () => {
    const skill = skillZip("sleeper", { program: 'console.log("up"); setInterval(() => {}, 1000);' });
    const { body } = await create(server.url);
    const id = String(body["request_id"]);
    await upload(server.url, id, skill);
    await until(server.url, id, "running");
    const canceled = await ask(`${server.url}/v1/temp-skill-runs/${id}/cancel`, { method: "POST" });
    expect(canceled.status).toBe(202);
    expect(await until(server.url, id)).toMatchObject({ status: "canceled", temporary_files: { state: "removed" } });
    expect(await temporary(data.path, id)).toEqual([]);
  });

  test("ends a program at its deadline", async () => {
    const skill = skillZip("slow", { program: "setInterval(() => {}, 1000);" });
    const status = await runOnce(server.url, skill, { runtime_options: { hard_timeout_seconds: 0.5 } });
    expect(status).toMatchObject({ status: "failed", error: { code: "RUN_DEADLINE_EXCEEDED" } });
  });

  test("tells what a failing program said", async () => {
    const skill = skillZip("broken", { program: 'console.error("no luck"); process.exit(3);' });
    const status = await runOnce(server.url, skill);
    expect(status).toMatchObject({ status: "failed", error: { code: "RUN_EXIT_NONZERO" } });
    const logs = await read(server.url, status["request_id"], "/logs");
    expect(logs.body).toMatchObject({ prompt: null, stderr: "no luck\n", truncated: false });
  });

  test("starts exactly one of two racing uploads", async () => {
    const { body } = await create(server.url);
    const id = String(body["request_id"]);
    const skill = skillZip("raced", { program: "finish({});" });
    const answers = await Promise.all([upload(server.url, id, skill), upload(server.url, id, skill)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await until(server.url, id)).toMatchObject({ status: "succeeded" });
  });

  test("cuts an upload off at the limit, answers 413 and ends the run", async () => {
    const { body } = await create(server.url);
    const id = String(body["request_id"]);
    const refused = await upload(server.url, id, new Uint8Array(3 * 1024 * 1024));
    expect(refused).toMatchObject({ status: 413, body: { code: "REQUEST_TOO_LARGE" } });
    expect(await read(server.url, id)).toMatchObject({
      body: { status: "failed", error: { code: "REQUEST_TOO_LARGE" } },
    });
    expect(await temporary(data.path, id)).toEqual([]);
  });

  test("leaves the registry's folder as it was, whatever ran", () => {
    const skills = readdirSync(join(data.path, "skills"), { recursive: true, encoding: "utf8" });
    expect(new Set(skills)).toEqual(new Set(["installed", "installed/SKILL.md"]));
    expect(readFileSync(join(data.path, "skills/installed/SKILL.md"), "utf8")).toBe("untouched");
  });
});

describe("a server that ends", () => {
  test("gives running jobs their grace and starts no new ones", async () => {
    const data = freshDataDir();
    const server = await served(data.path, { MAYFLY_MAX_RUNNING: "1" });
    const skill = skillZip("graceful", { program: "setTimeout(() => finish({ done: true }), 1200);" });
    const [first, second] = await Promise.all([create(server.url), create(server.url)]);
    const ids = [String(first.body["request_id"]), String(second.body["request_id"])];
    for (const id of ids) await upload(server.url, id, skill);
    await until(server.url, ids[0] ?? "", "running");
    expect(await server.end()).toBe(0);

    const again = await served(data.path);
    expect(await read(again.url, ids[0] ?? "")).toMatchObject({ body: { status: "succeeded" } });
    expect(await until(again.url, ids[1] ?? "")).toMatchObject({ status: "succeeded" });
    expect(await again.end()).toBe(0);
    expect(await temporary(data.path)).toEqual([]);
    data.remove();
  });

  test("is mended after kill -9: every run reaches its end and nothing temporary stays", async () => {
    const data = freshDataDir();
    const server = await served(data.path, { MAYFLY_MAX_RUNNING: "1" });
    const forever = skillZip("forever", { program: "setInterval(() => {}, 1000);" });
    const quick = skillZip("quick", { program: "finish({});" });
    const ids: string[] = [];
    for (const skill of [forever, quick]) {
      const { body } = await create(server.url);
      ids.push(String(body["request_id"]));
      await upload(server.url, ids.at(-1) ?? "", skill);
    }
    await until(server.url, ids[0] ?? "", "running");
    await server.end("SIGKILL");
    expect((await temporary(data.path)).length).toBeGreaterThan(0);

    const again = await served(data.path);
    expect(await read(again.url, ids[0] ?? "")).toMatchObject({
      body: { status: "failed", error: { code: "RUN_INTERRUPTED" }, temporary_files: { state: "removed" } },
    });
    expect(await until(again.url, ids[1] ?? "")).toMatchObject({ status: "succeeded" });
    expect(await temporary(data.path)).toEqual([]);
    expect(await again.end()).toBe(0);
    data.remove();
  });

  test("owns its data folder: a second one refuses with a sentence", async () => {
    const data = freshDataDir();
    const server = await served(data.path);
    await expect(served(data.path)).rejects.toThrow(/ended with 2: mayfly: /);
    expect(await server.end()).toBe(0);
    data.remove();
  });
});
