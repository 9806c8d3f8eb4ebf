// Does `POST …` create what was asked for, and refuse the rest by name?
import { createRunAnswerSchema, runStatusSchema } from "@mayfly/core/contract";
import { afterAll, describe, expect, test } from "vitest";
import { BASE, postJson, problemOf } from "../testing/client.ts";
import { exchange, requestOf } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";

const service = await startService();
const at = `${service.url}${BASE}`;
afterAll(() => service.close());

describe("createRun()", () => {
  test("answers with an id, the status and where to look", async () => {
    const answer = await postJson(at, { engine: "script", parameter: { a: [1] } });
    expect(answer.status).toBe(200);
    const { request_id: id, status } = createRunAnswerSchema.parse(await answer.json());
    expect(status).toBe("queued");
    expect(answer.headers.get("location")).toBe(`${BASE}/${id}`);
    const found = await fetch(new URL(answer.headers.get("location") ?? "", service.url));
    expect(runStatusSchema.parse(await found.json())).toMatchObject({
      phase: "awaiting_upload",
      skill_id: "unknown",
      engine: "script",
    });
  });

  test("takes what existing clients send", async () => {
    const runtime_options = { execution_mode: "auto", debug_keep_temp: false };
    expect((await postJson(at, { engine: "script", parameter: {}, runtime_options })).status).toBe(200);
  });

  test("takes no body at all as an empty wish", async () => {
    expect((await fetch(at, { method: "POST" })).status).toBe(200);
    expect((await exchange(service.port, requestOf("POST", BASE, ["Content-Length: 0"]))).status).toBe(200);
  });

  test("notes fields that have no effect as warnings on the run", async () => {
    const { request_id: id } = createRunAnswerSchema.parse(
      await (await postJson(at, { client_metadata: { a: 1 } })).json(),
    );
    const status = runStatusSchema.parse(await (await fetch(`${at}/${id}`)).json());
    expect(status.warnings.map(({ code }) => code)).toEqual(["RUN_FIELD_IGNORED"]);
  });

  test.for([
    [{ runtime_options: { keep: true } }, "RUN_OPTION_UNKNOWN", "/runtime_options/keep"],
    [{ runtime_options: { debug: "yes" } }, "RUN_OPTION_INVALID", "/runtime_options/debug"],
    [{ runtime_options: { hard_timeout_seconds: 0 } }, "RUN_OPTION_INVALID", "/runtime_options/hard_timeout_seconds"],
    [
      { runtime_options: { execution_mode: "fast" } },
      "RUN_EXECUTION_MODE_UNSUPPORTED",
      "/runtime_options/execution_mode",
    ],
    [{ prompt: "hi" }, "RUN_FIELD_UNKNOWN", "/prompt"],
    [{ parameter: [1] }, "REQUEST_INVALID", "/parameter"],
    [[], "REQUEST_INVALID", ""],
  ] as const)("refuses %j with its own code and pointer", async ([body, code, pointer]) => {
    const document = await problemOf(await postJson(at, body), 400, code);
    expect(document.errors?.[0]).toMatchObject({ code, pointer });
  });

  test("tells everything that is wrong at once", async () => {
    const document = await problemOf(
      await postJson(at, { x: 1, runtime_options: { y: 1 } }),
      400,
      "RUN_OPTION_UNKNOWN",
    );
    expect(document.errors?.map(({ code }) => code).sort()).toEqual(["RUN_FIELD_UNKNOWN", "RUN_OPTION_UNKNOWN"]);
  });

  test("refuses an engine that nobody has heard of", async () => {
    const document = await problemOf(await postJson(at, { engine: "abacus" }), 400, "RUN_ENGINE_UNKNOWN");
    expect(document.detail).toContain("abacus");
  });

  test.for(['{"engine":', "", "\u{feff}", "nul", '{"parameter":{"a":1e999}}'])(
    "refuses %j, which is no JSON of use",
    async (body) => {
      const answer = await fetch(at, { method: "POST", body, headers: { "content-type": "application/json" } });
      await problemOf(answer, 400, body.includes("1e999") ? "REQUEST_INVALID" : "REQUEST_JSON_INVALID");
    },
  );

  test("refuses bytes that are no UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    const answer = await fetch(at, { method: "POST", body, headers: { "content-type": "application/json" } });
    await problemOf(answer, 400, "REQUEST_JSON_INVALID");
  });

  test("refuses JSON that is nested to overflow whoever walks it", async () => {
    const body = `{"parameter":{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}}`;
    const answer = await fetch(at, { method: "POST", body, headers: { "content-type": "application/json" } });
    await problemOf(answer, 400, "REQUEST_JSON_INVALID");
  });

  test.for(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"])(
    "refuses %s",
    async (type) => {
      const answer = await fetch(at, { method: "POST", body: "{}", headers: { "content-type": type } });
      await problemOf(answer, 415, "REQUEST_MEDIA_TYPE");
    },
  );

  test("refuses a body without a type, and one that is packed", async () => {
    const plain = await exchange(service.port, `${requestOf("POST", BASE, ["Content-Length: 2"])}{}`);
    expect(plain.status).toBe(415);
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    await problemOf(await fetch(at, { method: "POST", body: "{}", headers }), 415, "REQUEST_MEDIA_TYPE");
  });

  test("refuses more than a MiB, whether or not its length is told", async () => {
    const body = JSON.stringify({ parameter: { a: "x".repeat(1024 * 1024) } });
    await problemOf(
      await fetch(at, { method: "POST", body, headers: { "content-type": "application/json" } }),
      413,
      "REQUEST_TOO_LARGE",
    );
    const untold = new Blob([body]).stream();
    const init = {
      method: "POST",
      body: untold,
      duplex: "half",
      headers: { "content-type": "application/json" },
    } as const;
    await problemOf(await fetch(at, init), 413, "REQUEST_TOO_LARGE");
  });

  test("answers 429 with Retry-After when too many runs wait for their upload", async () => {
    const small = await startService({ mayfly: { maxAwaiting: 1 } });
    expect((await postJson(`${small.url}${BASE}`, {})).status).toBe(200);
    const answer = await postJson(`${small.url}${BASE}`, {});
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    const document = await problemOf(answer, 429, "RUN_TOO_MANY_AWAITING");
    expect(document.request_id).toBeNull();
    await small.close();
  });
});
