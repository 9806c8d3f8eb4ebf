// What can be had of a run besides its artifacts: result, logs, bundle?
import { runLogsSchema, runResultSchema } from "@mayfly/core/contract";
import type { RunOutputs } from "@mayfly/core";
import { createFunctionEngine, createMemoryRunOutputs, createMemoryWorkspaces } from "@mayfly/core/memory";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aProgram, ODD_NAME, REPORT } from "../testing/a-program.ts";
import { BASE, createRun, finishedRun, problemOf } from "../testing/client.ts";
import { exchange, requestOf } from "../testing/raw-http.ts";
import { startService, type Service } from "../testing/start-service.ts";

let service: Service;
let id: string;
let at: string;
beforeAll(async () => {
  service = await startService({ program: aProgram });
  id = await finishedRun(service);
  at = `${service.url}${BASE}/${id}`;
});
afterAll(() => service.close());

const get = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
  fetch(`${at}${path}`, { method, headers });

describe("readResult()", () => {
  test("answers what the program wrote, and which artifacts", async () => {
    const { request_id, result } = runResultSchema.parse(await (await get("/result")).json());
    expect(request_id).toBe(id);
    expect(result).toMatchObject({ status: "success", data: { answer: 42 }, error: null });
    expect(result.artifacts).toContain("artifacts/report.md");
  });

  test("says before the end that it is not there yet", async () => {
    const waiting = await createRun(service);
    for (const path of ["result", "bundle", "artifacts", "artifacts/a"]) {
      const document = await problemOf(
        await fetch(`${service.url}${BASE}/${waiting}/${path}`),
        404,
        "RUN_NOT_FINISHED",
      );
      expect(document.request_id).toBe(waiting);
    }
  });

  test.for(["", "/result", "/artifacts", "/artifacts/a", "/logs", "/bundle"])(
    "answers 404 for an id that is not there, at %s",
    async (path) => {
      for (const name of ["0".repeat(26), "nobody", "..", "%2e%2e"]) {
        const answer = await exchange(service.port, requestOf("GET", `${BASE}/${name}${path}`));
        expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 404, code: "RUN_NOT_FOUND" });
      }
    },
  );
});

describe("readResult() of a run that is deleted meanwhile", () => {
  test("answers 404, as after it", async () => {
    const workspaces = createMemoryWorkspaces();
    const outputs = createMemoryRunOutputs(workspaces);
    const engines = [createFunctionEngine("script", workspaces, aProgram)];
    const deletedWhileOpen: RunOutputs = {
      ...outputs,
      async open(run, path) {
        const opened = await outputs.open(run, path);
        const stream = async function* (): AsyncIterable<Uint8Array> {
          yield new Uint8Array(1);
          await deleting.mayfly.delete({ id: run, kind: "temporary" });
          throw new Error("gone");
        };
        return opened.map((file) => (file === null ? null : { ...file, stream }));
      },
    };
    const deleting = await startService({ ports: { workspaces, outputs: deletedWhileOpen, engines } });
    try {
      const ended = await finishedRun(deleting);
      await problemOf(await fetch(`${deleting.url}${BASE}/${ended}/result`), 404, "RUN_NOT_FOUND");
    } finally {
      await deleting.close();
    }
  });
});

describe("downloadBundle()", () => {
  test("answers one zip of result, artifacts and manifest, named after the run", async () => {
    const answer = await get("/bundle");
    expect(answer.headers.get("content-type")).toBe("application/zip");
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${id}.zip"`);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(Object.keys(files).sort()).toEqual([
      "artifacts/empty.bin",
      "artifacts/report.md",
      `artifacts/${ODD_NAME}`,
      "bundle/manifest.json",
      "result/result.json",
    ]);
    expect(Buffer.from(files["artifacts/report.md"] ?? []).toString()).toBe(REPORT);
  });

  test("can be had in parts that fit together", async () => {
    const whole = Buffer.from(await (await get("/bundle")).arrayBuffer());
    const middle = Math.floor(whole.length / 2);
    const parts = await Promise.all(
      [`bytes=0-${middle}`, `bytes=${middle + 1}-`].map(async (range) =>
        Buffer.from(await (await get("/bundle", { range })).arrayBuffer()),
      ),
    );
    expect(Buffer.concat(parts)).toEqual(whole);
  });
});

describe("readLogs()", () => {
  test("answers both streams as text, with marks for what is none", async () => {
    const answer = await get("/logs");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(runLogsSchema.parse(await answer.json())).toEqual({
      request_id: id,
      prompt: null,
      stdout: "héllo\n",
      stderr: "a\u{fffd}b",
      truncated: false,
    });
  });

  test("answers from an offset in bytes, even inside a character", async () => {
    const logs = runLogsSchema.parse(await (await get("/logs?offset=2")).json());
    expect(logs).toMatchObject({ stdout: "\u{fffd}llo\n", stderr: "b", truncated: true });
  });

  test.for(["-1", "1.5", "x", "", "1&offset=2", "1e3"])("refuses the offset %s", async (offset) => {
    await problemOf(await get(`/logs?offset=${offset}`), 400, "REQUEST_INVALID");
  });
});
