// Does each family of runs answer as the table of routes says?
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_FILES } from "../testing/a-package.ts";
import { ODD_NAME, REPORT } from "../testing/a-program.ts";
import { form } from "../testing/client.ts";
import { ask, untilEnded, type Json } from "../testing/contract-client.ts";
import { create, finished, JOBS, serviceOfBoth, TEMPORARY, upload } from "../testing/families.ts";
import type { Service } from "../testing/start-service.ts";

let service: Service;
beforeAll(async () => {
  service = await serviceOfBoth();
});
afterAll(() => service.close());

const get = (address: string, headers: Record<string, string> = {}) => ask(service, "GET", address, { headers });

describe.each([TEMPORARY, JOBS])("$base", (family) => {
  const { base, other } = family;
  let at: string;
  let id: string;
  beforeAll(async () => {
    at = await finished(service, family, { no_cache: true });
    id = at.slice(base.length + 1);
  });

  test("creates, with the address of the run", async () => {
    const { answer, at: address } = await create(service, family);
    expect(answer.json).toMatchObject({ request_id: expect.stringMatching(/^[0-9a-z]{26}$/), status: "queued" });
    expect(answer.headers.get("location")).toBe(address);
    const { json } = await get(address);
    expect(json).toMatchObject({ phase: "awaiting_upload", error: null, temporary_files: { state: "none" } });
    expect(json["skill_id"]).toBe(family === JOBS ? "echo" : "unknown");
  });

  test("takes the upload once", async () => {
    const { at: address } = await create(service, family, { no_cache: true });
    const uploaded = await upload(service, family, address);
    expect(uploaded.json).toMatchObject({ status: "queued", extracted_files: PACKAGE_FILES + 1 });
    expect(await upload(service, family, address)).toMatchObject({
      status: 409,
      json: { code: "RUN_ALREADY_STARTED" },
    });
    await untilEnded(service, address);
  });

  test("tells status and result of a run that has succeeded", async () => {
    expect((await get(at)).json).toMatchObject({
      request_id: id,
      status: "succeeded",
      phase: "succeeded",
      skill_id: "echo",
      engine: "script",
      error: null,
      temporary_files: { state: "removed", receipt: { action: "removed" } },
    });
    expect((await get(`${at}/result`)).json).toEqual({
      request_id: id,
      result: {
        status: "success",
        data: { answer: 42 },
        artifacts: ["artifacts/empty.bin", "artifacts/report.md", `artifacts/${ODD_NAME}`],
        validation_warnings: [],
        error: null,
      },
    });
  });

  test("gives an artifact by its path, with and without `artifacts/`, whole and in part", async () => {
    const { artifacts } = (await get(`${at}/artifacts`)).json;
    expect(artifacts).toContain("artifacts/report.md");
    const etag = `"${createHash("sha256").update(REPORT).digest("hex")}"`;
    for (const path of ["artifacts/report.md", "artifacts/artifacts/report.md"]) {
      const whole = await get(`${at}/${path}`);
      expect([whole.status, whole.headers.get("etag")]).toEqual([200, etag]);
      expect(Buffer.from(whole.bytes).toString()).toBe(REPORT);
      const part = await get(`${at}/${path}`, { range: "bytes=2-8" });
      expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 2-8/${whole.bytes.length}`]);
      expect(part.bytes).toEqual(whole.bytes.subarray(2, 9));
      const known = await get(`${at}/${path}`, { "if-none-match": etag });
      expect([known.status, known.bytes.length]).toEqual([304, 0]);
      const outside = await get(`${at}/${path}`, { range: "bytes=999999-" });
      expect(outside).toMatchObject({ status: 416, json: { code: "REQUEST_RANGE_INVALID", request_id: id } });
    }
    expect(await get(`${at}/artifacts/none`)).toMatchObject({ status: 404, json: { code: "RUN_FILE_NOT_FOUND" } });
  });

  test("tells the logs, from an offset too", async () => {
    expect((await get(`${at}/logs`)).json).toMatchObject({ prompt: null, stdout: "héllo\n", truncated: false });
    expect((await get(`${at}/logs?offset=4`)).json).toMatchObject({ stdout: "lo\n", truncated: true });
    expect(await get(`${at}/logs?from=4`)).toMatchObject({ status: 400, json: { code: "REQUEST_INVALID" } });
  });

  test("gives the bundle; with `debug`, logs and inputs too", async () => {
    const names = async (address: string) => Object.keys(unzipSync((await get(`${address}/bundle`)).bytes)).sort();
    const plain = await names(at);
    expect(plain).toEqual([
      "artifacts/empty.bin",
      "artifacts/report.md",
      `artifacts/${ODD_NAME}`,
      "bundle/manifest.json",
      "result/result.json",
    ]);
    const wide = await names(await finished(service, family, { debug: true, no_cache: true }));
    expect(wide.filter((name) => !plain.includes(name))).toEqual([
      "inputs/numbers",
      "logs/stderr.txt",
      "logs/stdout.txt",
    ]);
  });

  test("answers 404 with its code for what is there only after the end", async () => {
    const { at: address } = await create(service, family);
    for (const path of ["result", "artifacts", "artifacts/report.md", "bundle"]) {
      const { status, json } = await get(`${address}/${path}`);
      expect([path, status, json["code"]]).toEqual([path, 404, "RUN_NOT_FINISHED"]);
    }
  });

  test("cancels until the outcome is decided, and deletes after the end", async () => {
    const { at: address } = await create(service, family);
    const early = await ask(service, "DELETE", address);
    expect(early).toMatchObject({ status: 409, json: { code: "RUN_NOT_FINISHED" } });
    expect((await ask(service, "POST", `${address}/cancel`)).status).toBe(202);
    expect(await untilEnded(service, address)).toMatchObject({ status: "canceled", error: { code: "RUN_CANCELED" } });
    expect((await get(`${address}/result`)).json).toMatchObject({ result: { status: "canceled" } });
    const again = await ask(service, "POST", `${address}/cancel`);
    expect(again).toMatchObject({ status: 409, json: { code: "RUN_FINISHED" } });
    const deleted = await ask(service, "DELETE", address);
    expect([deleted.status, deleted.bytes.length]).toEqual([204, 0]);
    expect(await get(address)).toMatchObject({ status: 404, json: { code: "RUN_NOT_FOUND" } });
  });

  test("lists its own runs by status, a page at a time, the newest first", async () => {
    const { at: newest } = await create(service, family);
    const { json: first } = await get(`${base}?limit=1`);
    expect(first["runs"]).toMatchObject([{ request_id: newest.slice(base.length + 1), status: "queued" }]);
    const { json: next } = await get(`${base}?limit=1&cursor=${String(first["next_cursor"])}`);
    expect(next["runs"][0]["request_id"] < first["runs"][0]["request_id"]).toBe(true);
    const { json: succeeded } = await get(`${base}?status=succeeded`);
    const ids: string[] = succeeded["runs"].map((run: Json) => run["request_id"]);
    expect(ids).toContain(id);
    expect(new Set(succeeded["runs"].map((run: Json) => run["status"]))).toEqual(new Set(["succeeded"]));
    const { json: others } = await get(`${other}?status=succeeded`);
    expect(others["runs"].filter((run: Json) => ids.includes(run["request_id"]))).toEqual([]);
  });

  test("has runs that the other family does not know", async () => {
    const address = `${other}/${id}`;
    const answers = [
      ...(await Promise.all(
        ["", "/result", "/artifacts", "/artifacts/report.md", "/logs", "/bundle"].map((suffix) =>
          get(`${address}${suffix}`),
        ),
      )),
      await ask(service, "POST", `${address}/upload`, { body: form(family.parts) }),
      await ask(service, "POST", `${address}/cancel`),
      await ask(service, "DELETE", address),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, json: { code: "RUN_NOT_FOUND" } });
    expect((await get(at)).status).toBe(200);
  });
});
