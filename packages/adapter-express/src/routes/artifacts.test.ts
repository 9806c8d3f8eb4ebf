// Are artifacts served whole, in part, by safe paths only, and inert?
import { runArtifactsSchema } from "@mayfly/core/contract";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aProgram, ODD_NAME, REPORT } from "../testing/a-program.ts";
import { BASE, finishedRun, problemOf } from "../testing/client.ts";
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

describe("downloadArtifact()", () => {
  test("lists every artifact by a path that can be asked for", async () => {
    const { artifacts } = runArtifactsSchema.parse(await (await get("/artifacts")).json());
    expect(artifacts).toEqual(["artifacts/empty.bin", "artifacts/report.md", `artifacts/${ODD_NAME}`]);
    for (const path of artifacts) {
      expect((await get(`/${path.split("/").map(encodeURIComponent).join("/")}`)).status).toBe(200);
    }
  });

  test.for(["/artifacts/report.md", "/artifacts/artifacts/report.md"])(
    "answers the file at %s, inert",
    async (path) => {
      const answer = await get(path);
      expect(await answer.text()).toBe(REPORT);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "content-type": "text/markdown; charset=utf-8",
        "content-length": String(Buffer.byteLength(REPORT)),
        "content-disposition": 'attachment; filename="report.md"',
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "private, no-cache",
        "accept-ranges": "bytes",
        etag: `"${createHash("sha256").update(REPORT).digest("hex")}"`,
      });
    },
  );

  test("names a file with letters of the world for old and new clients", async () => {
    const answer = await get(`/artifacts/${ODD_NAME.split("/").map(encodeURIComponent).join("/")}`);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="_ b_2e (1).md"; filename*=UTF-8''%C3%9C%20b%252e%20%281%29.md`,
    );
    expect(await answer.text()).toBe("odd");
  });

  test.for([
    "..",
    "../result/result.json",
    "../../x",
    "%2e%2e/result/result.json",
    "..%2fresult/result.json",
    "a/../report.md",
    "artifacts/../../x",
    "./report.md",
    "a//b",
    "/report.md",
    "report.md%00",
    "a%2fb",
    "a%5cb",
    "a\\b",
    "..%5c..%5cx",
    "C:%5cx",
  ])("answers 400 to the path %s", async (path) => {
    const answer = await exchange(service.port, requestOf("GET", `${BASE}/${id}/artifacts/${path}`));
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 400, code: "REQUEST_PATH_INVALID" });
  });

  test.for(["nothing.md", "report.md/x", "REPORT.MD", "result.json", "logs"])(
    "answers 404 to the path %s",
    async (path) => {
      await problemOf(await get(`/artifacts/${path}`), 404, "RUN_FILE_NOT_FOUND");
    },
  );

  test.for([
    ["bytes=0-3", 206, "# Be", "bytes 0-3/14000"],
    ["bytes=-4", 206, " \u2713\n".slice(1), "bytes 13996-13999/14000"],
    ["bytes=13998-", 206, null, "bytes 13998-13999/14000"],
    ["bytes=13990-99999", 206, null, "bytes 13990-13999/14000"],
  ] as const)("answers the range %s", async ([range, status, text, contentRange]) => {
    const answer = await get("/artifacts/report.md", { range });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-range")).toBe(contentRange);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const [, first = 0, last = 0] = (/bytes (\d+)-(\d+)/.exec(contentRange) ?? []).map(Number);
    expect(bytes).toEqual(Buffer.from(REPORT).subarray(first, last + 1));
    if (text !== null) expect(bytes.toString()).toBe(text);
  });

  test.for(["bytes=0-1,3-4", "lines=1-2", "bytes=5-2", "bytes=a-b", "bytes=-"])(
    "answers the whole to the range %s",
    async (range) => {
      const answer = await get("/artifacts/report.md", { range });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(REPORT);
    },
  );

  test("answers 416 with the size to a range outside", async () => {
    for (const [path, range, size] of [
      ["report.md", "bytes=14000-", 14_000],
      ["report.md", "bytes=-0", 14_000],
      ["empty.bin", "bytes=0-", 0],
    ] as const) {
      const answer = await get(`/artifacts/${path}`, { range });
      expect(answer.headers.get("content-range")).toBe(`bytes */${size}`);
      await problemOf(answer, 416, "REQUEST_RANGE_INVALID");
    }
  });

  test("answers 304 when the client has the bytes, and a range only of the same bytes", async () => {
    const etag = (await get("/artifacts/report.md")).headers.get("etag") ?? "";
    for (const value of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      expect((await get("/artifacts/report.md", { "if-none-match": value })).status).toBe(304);
    }
    expect((await get("/artifacts/report.md", { "if-none-match": '"other"' })).status).toBe(200);
    expect((await get("/artifacts/report.md", { range: "bytes=0-0", "if-range": etag })).status).toBe(206);
    for (const value of ['"other"', `W/${etag}`, "Mon, 23 Nov 2026 01:15:22 GMT"]) {
      expect((await get("/artifacts/report.md", { range: "bytes=0-0", "if-range": value })).status).toBe(200);
    }
  });

  test("answers HEAD with the length and no bytes, whatever range is asked for", async () => {
    const answer = await get("/artifacts/report.md", { range: "bytes=0-3" }, "HEAD");
    expect({ status: answer.status, length: answer.headers.get("content-length") }).toEqual({
      status: 200,
      length: "14000",
    });
    expect(await answer.text()).toBe("");
  });
});
