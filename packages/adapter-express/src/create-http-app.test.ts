// Is every answer of the service one that a client can read, whatever it asked?
import { problemDocumentSchema } from "@mayfly/core/contract";
import { createMemoryRecords } from "@mayfly/core/memory";
import express from "express";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { createHttpServer, createRouter } from "./index.ts";
import { BASE, createRun, postJson, problemOf } from "./testing/client.ts";
import { exchange, requestOf } from "./testing/raw-http.ts";
import { startService } from "./testing/start-service.ts";

const service = await startService();
afterAll(() => service.close());

describe("createHttpApp()", () => {
  test("is well", async () => {
    const answer = await fetch(`${service.url}/healthz`);
    expect(await answer.json()).toEqual({ status: "ok" });
    expect(answer.headers.get("x-powered-by")).toBeNull();
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("etag")).toBeNull();
  });

  test.for(["/", "/v1", "/v1/runs", "/v1/Temp-Skill-Runs", `${BASE}/a/b`, `${BASE}/a/upload/b`, "/healthz/x"])(
    "answers 404 at %s",
    async (path) => {
      await problemOf(await fetch(`${service.url}${path}`), 404, "REQUEST_ROUTE_UNKNOWN");
    },
  );

  test.for([
    ["PUT", BASE, "GET, HEAD, POST, OPTIONS"],
    ["PATCH", `${BASE}/a`, "GET, HEAD, DELETE, OPTIONS"],
    ["GET", `${BASE}/a/upload`, "POST, OPTIONS"],
    ["POST", `${BASE}/a/result`, "GET, HEAD, OPTIONS"],
    ["DELETE", `${BASE}/a/artifacts/b`, "GET, HEAD, OPTIONS"],
    ["POST", "/healthz", "GET, HEAD, OPTIONS"],
  ] as const)("answers 405 with Allow to %s %s", async ([method, path, allow]) => {
    const answer = await fetch(`${service.url}${path}`, { method });
    expect(answer.headers.get("allow")).toBe(allow);
    await problemOf(answer, 405, "REQUEST_METHOD_NOT_ALLOWED");
    const options = await fetch(`${service.url}${path}`, { method: "OPTIONS" });
    expect({ status: options.status, allow: options.headers.get("allow") }).toEqual({ status: 204, allow });
  });

  test("answers 417 to an expectation that it does not know", async () => {
    const answer = await exchange(service.port, requestOf("POST", BASE, ["Expect: a-miracle", "Content-Length: 0"]));
    const document = problemDocumentSchema.parse(JSON.parse(answer.body.toString()));
    expect(document).toMatchObject({ status: 417, code: "REQUEST_INVALID", title: "Expectation not met" });
    expect(answer.status).toBe(417);
  });

  test("answers HEAD as GET, without the body", async () => {
    const id = await createRun(service);
    const [head, get] = await Promise.all(
      ["HEAD", "GET"].map((method) => fetch(`${service.url}${BASE}/${id}`, { method })),
    );
    expect(await head?.text()).toBe("");
    expect(head?.headers.get("content-length")).toBe(get?.headers.get("content-length"));
  });

  test.for([`${BASE}/%zz`, `${BASE}/%ff`, `${BASE}/a/artifacts/%e0%a4`])(
    "answers 400 at %s, which does not decode",
    async (path) => {
      const answer = await exchange(service.port, requestOf("GET", path));
      expect(problemDocumentSchema.parse(JSON.parse(answer.body.toString()))).toMatchObject({
        status: 400,
        code: "REQUEST_PATH_INVALID",
      });
    },
  );

  test("shows nothing of what broke inside, and logs all of it", async () => {
    const secret = "/secret/place: the key is 42";
    const records = createMemoryRecords();
    const runs = { ...records.runs, find: () => Promise.reject(new Error(secret)) };
    const broken = await startService({ ports: { ...records, runs } });
    const answer = await fetch(`${broken.url}${BASE}/${"0".repeat(26)}`);
    const document = await problemOf(answer, 500, "REQUEST_INTERNAL");
    expect(JSON.stringify([document, ...answer.headers])).not.toContain("secret");
    const line = broken.lines.find(({ level }) => level === "error");
    expect(line?.fields["cause"]).toMatchObject({ message: secret });
    await broken.close();
  });

  test("logs one line a request, with the route and no header or body", async () => {
    const logged = await startService({ http: { apiKey: "the-key" } });
    const headers = { authorization: "Bearer the-key", "content-type": "application/json" };
    const answer = await fetch(`${logged.url}${BASE}?x=private`, {
      method: "POST",
      headers,
      body: '{"parameter":{"a":"private"}}',
    });
    const { request_id: run } = (await answer.json()) as { request_id: string };
    await fetch(`${logged.url}/private`);
    const lines = logged.lines.filter(({ event }) => event === "request");
    expect(lines.map(({ level, fields }) => ({ level, ...fields, ms: 0 }))).toEqual([
      { level: "info", method: "POST", route: `${BASE}/`, run, status: 200, ms: 0 },
      { level: "info", method: "GET", route: null, run: null, status: 401, ms: 0 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/private|the-key/);
    await logged.close();
  });
});

describe("createRouter()", () => {
  test("lives in an application of somebody else, under any prefix", async () => {
    const app = express();
    app.use("/tools", createRouter(service.mayfly, { log: { info() {}, warn() {}, error() {} } }));
    app.use((_req, res) => void res.status(404).send("theirs"));
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const created = await postJson(`${url}/tools${BASE}`, {});
    const location = created.headers.get("location") ?? "";
    expect(location).toMatch(/^\/tools\/v1\/temp-skill-runs\/[0-9a-z]{26}$/);
    expect((await fetch(`${url}${location}`)).status).toBe(200);
    expect(await (await fetch(`${url}/other`)).text()).toBe("theirs");
    server.closeAllConnections();
    server.close();
  });
});

const CHUNKED = requestOf("POST", BASE, ["Content-Type: application/json", "Transfer-Encoding: chunked"]);

describe("createHttpServer()", () => {
  test("keeps the clock on headers, and takes it off bodies", () => {
    const server = createHttpServer(() => undefined);
    expect({ headers: server.headersTimeout, request: server.requestTimeout }).toEqual({ headers: 60_000, request: 0 });
  });

  test.for([
    ["what is no HTTP", "hello\r\n\r\n", 400],
    ["a body with a broken chunk", `${CHUNKED}2\r\n{}\r\nzz\r\n`, 400],
    ["headers without an end", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ] as const)("answers %s with a problem document", async ([, bytes, status]) => {
    const answer = await exchange(service.port, bytes);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problemDocumentSchema.parse(JSON.parse(answer.body.toString()))).toMatchObject({
      status,
      code: "REQUEST_INVALID",
    });
    expect(answer.status).toBe(status);
  });

  test.for([
    ["a body with a broken chunk", `${CHUNKED}2\r\n{}\r\nzz\r\n`],
    ["what is no HTTP", "hello\r\n\r\n"],
    ["headers without an end", `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
  ] as const)("breaks off %s before an earlier answer is sent, lest it be taken for that", async ([, bytes]) => {
    const held = Promise.withResolvers<void>();
    const records = createMemoryRecords();
    const runs: typeof records.runs = {
      ...records.runs,
      async find(id) {
        await held.promise;
        return records.runs.find(id);
      },
    };
    const slow = await startService({ ports: { ...records, runs } });
    const first = requestOf("GET", `${BASE}/${"0".repeat(26)}`);
    const answer = exchange(slow.port, `${first}${bytes}`);
    await expect(answer).rejects.toThrow(/^The connection ended after: $/);
    held.resolve();
    await slow.close();
  });
});
