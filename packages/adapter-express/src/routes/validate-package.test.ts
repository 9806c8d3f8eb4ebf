// Does `POST /v1/skill-packages/validate` answer with a report, refuse only broken forms, and keep nothing?
import { DEFAULT_PACKAGE_LIMITS, validateSkillPackage, type Judge } from "@mayfly/core";
import { createMemoryJudge } from "@mayfly/core/memory";
import { validationReportSchema } from "@mayfly/core/contract";
import { zipSync } from "fflate";
import { err } from "neverthrow";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { reportMismatches } from "../../../core/src/testing/report-mismatches.ts";
import { runnerWith, zipOf } from "../../../core/src/testing/skill-package.ts";
import { A_PACKAGE } from "../testing/a-package.ts";
import { form, problemOf } from "../testing/client.ts";
import { exchange, readAnswer, requestOf } from "../testing/raw-http.ts";
import { startService, type Service } from "../testing/start-service.ts";
import { sendZeros, startForm, wait } from "../testing/upload-socket.ts";

const PATH = "/v1/skill-packages/validate";
const MiB = 1024 * 1024;
const service = await startService();
afterAll(() => service.close());

const validate = (body: BodyInit, { url }: Service = service, query = ""): Promise<Response> =>
  fetch(`${url}${PATH}${query}`, { method: "POST", body });

/** `A_PACKAGE` or another zip as a file of this name, and more parts. */
function named(name: string, texts: Readonly<Record<string, string>> = {}, zip = A_PACKAGE.slice()): FormData {
  const data = new FormData();
  data.append("skill_package", new Blob([zip]), name);
  for (const [field, text] of Object.entries(texts)) data.append(field, text);
  return data;
}

async function expectNothingKept({ mayfly, uploads, url }: Service = service): Promise<void> {
  while (mayfly.activeRuns > 0) await wait(5);
  expect((await uploads.list())._unsafeUnwrap()).toEqual([]);
  expect(await (await fetch(`${url}/v1/temp-skill-runs`)).json()).toMatchObject({ runs: [] });
}
afterEach(() => expectNothingKept());

describe("validatePackage()", () => {
  test("answers the library's report on a good package, with the name of its file", async () => {
    const answer = await validate(named("echo.zip"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const report: unknown = await answer.json();
    expect(reportMismatches(report)).toEqual([]);
    expect(report).toEqual((await validateSkillPackage(A_PACKAGE, { file: "echo.zip" }))._unsafeUnwrap());
    expect(report).toMatchObject({ schema_version: 1, valid: true, package: { id: "echo" } });
  });

  test.for([
    ["what is no zip", new TextEncoder().encode("not a zip at all, only a text"), ["ARCHIVE_NOT_A_ZIP"]],
    [
      "a zip that is no package",
      zipSync({ "x/y": new Uint8Array(1) }),
      ["PACKAGE_SKILL_MD_MISSING", "PACKAGE_RUNNER_MISSING"],
    ],
  ] as const)("answers 200 to %s, with every problem", async ([, bytes, codes]) => {
    const answer = await validate(form({ skill_package: bytes }));
    expect(answer.status).toBe(200);
    const report = validationReportSchema.parse(await answer.json());
    expect(reportMismatches(report)).toEqual([]);
    expect(report).toMatchObject({ valid: false, file: "skill_package.zip", package: null });
    expect(report.problems.map(({ code }) => code)).toEqual(codes);
  });

  test.for([
    ["ü ✓.zip", "ü ✓.zip"],
    ["../../etc/passwd", "passwd"],
    ["C:\\a\\b.zip", "b.zip"],
    ["a\u202Egnp.zip", "a\\u{202E}gnp.zip"],
    ["a\u200Bb.zip", "a\\u{200B}b.zip"],
    ['a"b\r\n.zip', 'a"b\\u{D}\\u{A}.zip'],
  ] as const)("takes the file name %j as data", async ([name, shown]) => {
    expect(await (await validate(named(name))).json()).toMatchObject({ file: shown, valid: true });
  });

  test("cuts a long file name", async () => {
    const { file } = (await (await validate(named("n".repeat(5000)))).json()) as { file: string };
    expect(file).toBe(`${"n".repeat(1024)}…`);
  });

  test("judges by the other terms that the form or the address names", async () => {
    const zip = zipOf(runnerWith({ extra: 1 })).slice();
    const verdict = async (texts: Readonly<Record<string, string>>, query = ""): Promise<unknown> =>
      ((await (await validate(named("a.zip", texts, zip), service, query)).json()) as { valid: unknown }).valid;
    expect(await verdict({})).toBe(true);
    expect(await verdict({ strict: "true" })).toBe(false);
    expect(await verdict({}, "?strict=true")).toBe(false);
    expect(await verdict({ strict: "false" }, "?strict=false")).toBe(true);
    expect(await verdict({ unknown_fields: "refuse" })).toBe(false);
    expect(await verdict({}, "?unknown_fields=refuse")).toBe(false);
    expect(await verdict({ strict: "true" }, "?unknown_fields=refuse")).toBe(false);
  });

  test("judges by the profile that the form or the address names, and else by the server's", async () => {
    const lenient = await startService({ mayfly: { profile: "autoskill-compatible" } });
    const profileOf = async (answer: Promise<Response>): Promise<unknown> =>
      ((await (await answer).json()) as { profile: unknown }).profile;
    expect(await profileOf(validate(named("a.zip"), lenient))).toBe("autoskill-compatible");
    expect(await profileOf(validate(named("a.zip"), lenient, "?profile=autoskill"))).toBe("autoskill");
    const form = named("a.zip", { profile: "autoskill" });
    expect(await profileOf(validate(form, lenient))).toBe("autoskill");
    expect(await profileOf(validate(form, lenient, "?profile=autoskill"))).toBe("autoskill");
    await lenient.close();
  });

  test.for([
    ["an unknown profile in the form", named("a.zip", { profile: "best" }), "", "`best`"],
    ["a very long profile", named("a.zip", { profile: "x".repeat(900) }), "", `${"x".repeat(80)}…`],
    ["an unknown profile in the address", named("a.zip"), "?profile=best", "profile"],
    ["two different profiles", named("a.zip", { profile: "autoskill" }), "?profile=autoskill-compatible", "say one"],
    ["a profile twice in the address", named("a.zip"), "?profile=autoskill&profile=autoskill", "profile"],
    [
      "another word for strict",
      named("a.zip", { strict: "1" }),
      "",
      "`strict` cannot be `1`; it can be `true` or `false`",
    ],
    [
      "another word for strict in the address",
      named("a.zip"),
      "?strict=1",
      'strict: Invalid option: expected one of "true"',
    ],
    ["unknown fields taken", named("a.zip", { unknown_fields: "allow" }), "", "it can be `refuse` or `warn`"],
    ["one to be strict and the other not", named("a.zip", { strict: "false" }), "?strict=true", "say one"],
    [
      "strict, and unknown fields passed",
      named("a.zip", { strict: "true", unknown_fields: "warn" }),
      "",
      "leave one out",
    ],
    ["the same in the address", named("a.zip"), "?strict=true&unknown_fields=warn", "leave one out"],
    ["an unknown query", named("a.zip"), "?lenient=1", "it can have: profile, strict, unknown_fields."],
  ] as const)("refuses %s", async ([, body, query, word]) => {
    const document = await problemOf(await validate(body, service, query), 400, "REQUEST_INVALID");
    expect(document.detail).toContain(word);
  });

  test("refuses a broken form, for what is broken", async () => {
    const twice = named("a.zip");
    twice.append("skill_package", new Blob([A_PACKAGE.slice()]), "b.zip");
    await problemOf(await validate(twice), 400, "REQUEST_PART_REPEATED");
    const profiles = named("a.zip", { profile: "autoskill" });
    profiles.append("profile", "autoskill");
    await problemOf(await validate(profiles), 400, "REQUEST_PART_REPEATED");
    const profile = new FormData();
    profile.append("profile", "autoskill");
    await problemOf(await validate(profile), 400, "REQUEST_PART_MISSING");
    await problemOf(await validate(form({ skill_package: new Uint8Array(0) })), 400, "REQUEST_PART_EMPTY");
    const unknown = await problemOf(await validate(form({ file: A_PACKAGE })), 400, "REQUEST_PART_UNKNOWN");
    expect(unknown.detail).toContain("it has `skill_package`, `profile`, `strict` and `unknown_fields`");
    const text = new FormData();
    text.append("skill_package", "PK");
    expect((await problemOf(await validate(text), 400, "REQUEST_FORM_INVALID")).detail).toContain("file name");
    const file = named("a.zip");
    file.append("profile", new Blob(["autoskill"]), "p.txt");
    expect((await problemOf(await validate(file), 400, "REQUEST_FORM_INVALID")).detail).toContain("as a text");
    const long = named("a.zip", { profile: "x".repeat(3000) });
    expect((await validate(long)).status).toBe(400);
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const broken = await fetch(`${service.url}${PATH}`, { method: "POST", body: "--b\r\nContent-Disp", headers });
    await problemOf(broken, 400, "REQUEST_FORM_INVALID");
    const nothing = await exchange(service.port, requestOf("POST", PATH, [`Content-Type: ${headers["content-type"]}`]));
    expect(JSON.parse(nothing.body.toString())).toMatchObject({ status: 400, code: "REQUEST_PART_MISSING" });
  });

  test.for(["application/zip", "application/json", "multipart/mixed; boundary=b"])(
    "answers 415 to %s",
    async (type) => {
      const headers = { "content-type": type };
      const answer = await fetch(`${service.url}${PATH}`, { method: "POST", body: A_PACKAGE.slice(), headers });
      await problemOf(answer, 415, "REQUEST_MEDIA_TYPE");
    },
  );

  test("answers 413 to a package over the limit, at once when it says so, and else at its first byte too many", async () => {
    const small = await startService({ mayfly: { packageLimits: { ...DEFAULT_PACKAGE_LIMITS, maxBytes: MiB } } });
    for (const [length, least, most] of [
      [300 * MiB, 0, MiB],
      [2 * MiB, MiB, 3 * MiB],
    ] as const) {
      const socket = startForm(small, PATH, length);
      const answer = readAnswer(socket);
      const sent = sendZeros(socket, length, 20);
      const { status, headers, body } = await answer;
      expect(status).toBe(413);
      expect(headers.get("connection")).toBe("close");
      expect(JSON.parse(body.toString())).toMatchObject({ code: "REQUEST_TOO_LARGE", request_id: null });
      expect(socket.bytesWritten).toBeGreaterThanOrEqual(least);
      expect(socket.bytesWritten).toBeLessThan(most);
      socket.destroy();
      await sent;
    }
    await expectNothingKept(small);
    await small.close();
  });

  test("answers 429 with Retry-After while as many are under way as the server takes", async () => {
    const full = await startService({ mayfly: { maxValidating: 1 } });
    const socket = startForm(full, PATH, 100_000);
    while (full.mayfly.activeRuns === 0) await wait(5);
    const answer = await validate(named("a.zip"), full);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await problemOf(answer, 429, "REQUEST_VALIDATIONS_FULL");
    socket.destroy();
    while (full.mayfly.activeRuns > 0) await wait(5);
    expect((await validate(named("a.zip"), full)).status).toBe(200);
    await expectNothingKept(full);
    await full.close();
  });

  test("answers 408 to a form that stands still", async () => {
    const impatient = await startService({
      http: { bodyPace: { idleMs: 200, windowMs: 10_000, minBytesPerSecond: 0 } },
    });
    const socket = startForm(impatient, PATH, 100_000);
    const { status, body } = await readAnswer(socket);
    expect(status).toBe(408);
    expect(JSON.parse(body.toString())).toMatchObject({
      detail: "The upload came too slowly, or stopped coming.",
      code: "REQUEST_UPLOAD_STALLED",
    });
    socket.destroy();
    await expectNothingKept(impatient);
    await impatient.close();
  });

  test("ends the judging when the client goes away", async () => {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const judge: Judge = {
      ...createMemoryJudge(),
      async judgePackage(_pkg, signal) {
        signal.addEventListener("abort", () => ended.resolve());
        begun.resolve();
        await ended.promise;
        return err({ kind: "unavailable", message: "The work was aborted." });
      },
    };
    const slow = await startService({ ports: { judge } });
    const client = new AbortController();
    const answer = fetch(`${slow.url}${PATH}`, { method: "POST", body: named("a.zip"), signal: client.signal });
    await begun.promise;
    client.abort();
    await expect(answer).rejects.toThrow();
    await ended.promise;
    await expectNothingKept(slow);
    expect(slow.lines.filter(({ level }) => level === "error")).toEqual([]);
    await slow.close();
  });

  test("is mounted with its methods", async () => {
    const { headers, status } = await fetch(`${service.url}${PATH}`, { method: "OPTIONS" });
    expect([status, headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
    await problemOf(await fetch(`${service.url}${PATH}`), 405, "REQUEST_METHOD_NOT_ALLOWED");
  });
});
