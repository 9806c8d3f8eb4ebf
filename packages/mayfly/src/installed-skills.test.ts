// Do installed skills work on a real server: by hand and over HTTP?
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipInputs, zipPackage } from "../../../test-fixtures/zip-package.ts";
import { served, type Served } from "./testing/served.ts";

const PACKAGES = join(import.meta.dirname, "../../../test-fixtures/packages");
const NUMBERS = zipInputs({ numbers: new TextEncoder().encode("7\n9\n") });

type Json = Readonly<Record<string, unknown>>;

let root = "";
let server: Served;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "mayfly-skills-"));
  server = await served(join(root, "data"));
});
afterAll(async () => {
  await server.end();
  rmSync(root, { recursive: true });
});

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: Json }> {
  const answer = await fetch(`${server.url}${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Json };
}

function post(path: string, body: Json): Promise<{ status: number; body: Json }> {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

function send(path: string, parts: Readonly<Record<string, Uint8Array>>): Promise<{ status: number; body: Json }> {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(parts)) form.append(name, new Blob([Uint8Array.from(bytes)]), "a.zip");
  return ask(path, { method: "POST", body: form });
}

/** Asks until the answer has one of `wanted` for its status. */
async function until(path: string, ...wanted: readonly string[]): Promise<Json> {
  for (let turn = 0; turn < 600; turn += 1) {
    const { body } = await ask(path);
    if (wanted.includes(String(body["status"]))) return body;
    await sleep(50);
  }
  throw new Error(`${path} never came to ${wanted.join(" or ")}.`);
}

describe("a skill", () => {
  test("that is put into the folder by hand is found, shown with its schemas, and run", async () => {
    const skills = join(root, "data/skills");
    cpSync(join(PACKAGES, "prime-check"), join(skills, "prime-check"), { recursive: true });
    let listed: Json = {};
    for (let turn = 0; turn < 100 && !JSON.stringify(listed).includes("prime-check"); turn += 1) {
      listed = (await ask("/v1/skills")).body;
      await sleep(100);
    }
    expect(listed).toMatchObject({ skills: [{ id: "prime-check", version: "1.0.0", valid: true }], next_cursor: null });
    expect((await ask("/v1/skills?q=nothing")).body).toMatchObject({ skills: [] });
    const shown = (await ask("/v1/skills/prime-check")).body;
    expect(shown).toMatchObject({ problems: [], schemas: { input: { type: "object" }, parameter: {}, output: {} } });

    const created = await post("/v1/jobs", { skill_id: "prime-check" });
    expect(created.status).toBe(200);
    const job = `/v1/jobs/${String(created.body["request_id"])}`;
    expect((await send(`${job}/upload`, { file: NUMBERS })).status).toBe(200);
    expect(await until(job, "succeeded", "failed")).toMatchObject({ status: "succeeded", skill_id: "prime-check" });
    expect((await ask(`${job}/result`)).body).toMatchObject({ result: { data: { counts: { checked: 2, prime: 1 } } } });
    expect(readdirSync(join(root, "data/tmp")).filter((name) => name !== "trash" && name !== "installs")).toEqual([]);
  });

  test("is installed over HTTP, and again only in a higher version", async () => {
    const zip = zipPackage(join(PACKAGES, "csv-profile"));
    const first = await send("/v1/skill-packages/install", { skill_package: zip });
    expect(first).toMatchObject({ status: 200, body: { status: "running" } });
    const record = `/v1/skill-packages/${String(first.body["request_id"])}`;
    expect(await until(record, "succeeded", "failed")).toMatchObject({
      status: "succeeded",
      action: "install",
      skill_id: "csv-profile",
      version: "1.0.0",
      error: null,
    });
    const again = await send("/v1/skill-packages/install", { skill_package: zip });
    expect(await until(`/v1/skill-packages/${String(again.body["request_id"])}`, "succeeded", "failed")).toMatchObject({
      status: "failed",
      error: { code: "SKILL_VERSION_NOT_HIGHER" },
    });
    expect((await ask("/v1/skills/csv-profile")).body).toMatchObject({ version: "1.0.0", valid: true });
  });

  test("leaves a record of its install as long as the outputs of a run stay, and until the next install", async () => {
    const short = await served(join(root, "short"), { MAYFLY_OUTPUT_TTL: "1s" });
    const records: string[] = [];
    for (const name of ["csv-profile", "prime-check"]) {
      const form = new FormData();
      form.set("skill_package", new Blob([Uint8Array.from(zipPackage(join(PACKAGES, name)))]), "a.zip");
      const started = await fetch(`${short.url}/v1/skill-packages/install`, { method: "POST", body: form });
      const record = `${short.url}${started.headers.get("location")}`;
      records.push(record);
      while (((await (await fetch(record)).json()) as Json)["status"] === "running") await sleep(50);
      await sleep(1200);
    }
    const found = await Promise.all(records.map(async (url) => (await fetch(url)).status));
    expect(found).toEqual([404, 200]);
    expect(await short.end()).toBe(0);
  }, 120_000);

  test.each([
    ["GET", "/v1/skills/none", 404, "SKILL_NOT_FOUND"],
    ["GET", "/v1/skill-packages/none", 404, "SKILL_INSTALL_NOT_FOUND"],
    ["GET", "/v1/skills?limit=0", 400, "REQUEST_INVALID"],
    ["POST", "/v1/skill-packages/install", 415, "REQUEST_MEDIA_TYPE"],
  ])("that is not there, or a wrong call, gets a problem: %s %s", async (method, path, status, code) => {
    expect(await ask(path, { method })).toMatchObject({ status, body: { code } });
  });
});
