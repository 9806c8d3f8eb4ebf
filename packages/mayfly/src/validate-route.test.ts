// Does a whole server validate a package as the library does, and keep nothing of it, whatever happens?
import { readdirSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { validateSkillPackage, type JudgingTerms } from "@mayfly/core";
import { afterEach, expect, test } from "vitest";
import { reportMismatches } from "../../core/src/testing/report-mismatches.ts";
import { skillWith, zipOf, RUNNER } from "../../core/src/testing/skill-package.ts";
import { zipPackage } from "../../../test-fixtures/zip-package.ts";
import { ask } from "./testing/http-steps.ts";
import { runMayfly } from "./testing/run-mayfly.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";

const PATH = "/v1/skill-packages/validate";
const PACKAGE = new Uint8Array(zipPackage(join(import.meta.dirname, "../../../test-fixtures/packages/csv-profile")));

let data: ReturnType<typeof freshDataDir>;
let server: Served;
afterEach(async () => {
  await server.end();
  data.remove();
});

async function serve(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  data = freshDataDir();
  server = await served(data.path, settings);
}

/** Names of files alone: what is being removed meanwhile cannot be looked at. */
function temporary(): string[] {
  const entries = readdirSync(join(data.path, "tmp"), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function untilTemporary(wanted: (files: readonly string[]) => boolean): Promise<void> {
  for (;;) {
    try {
      if (wanted(temporary())) return;
    } catch (error) {
      // A folder went while it was listed.
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
    await sleep(10);
  }
}

interface Asked {
  readonly file?: string;
  readonly texts?: Readonly<Record<string, string>>;
  readonly query?: string;
}

function validate(
  bytes: Uint8Array<ArrayBuffer>,
  { file = "a.zip", texts = {}, query = "" }: Asked = {},
): ReturnType<typeof ask> {
  const form = new FormData();
  form.set("skill_package", new Blob([bytes]), file);
  for (const [name, text] of Object.entries(texts)) form.set(name, text);
  return ask(`${server.url}${PATH}${query}`, { method: "POST", body: form });
}

/** A client that sends the first part of a package and then nothing. */
function begin(): Socket {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  const head = `POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n`;
  socket.on("error", () => undefined);
  socket.write(`${head}Content-Type: multipart/form-data; boundary=b\r\n\r\n`);
  socket.write('--b\r\nContent-Disposition: form-data; name="skill_package"; filename="p.zip"\r\n\r\nPK');
  return socket;
}

test("a package gets the library's report, and nothing of it stays", async () => {
  await serve();
  for (const bytes of [PACKAGE, PACKAGE.slice(0, -9)]) {
    const { status, body } = await validate(bytes);
    expect(status).toBe(200);
    expect(body).toEqual((await validateSkillPackage(bytes, { file: "a.zip" }))._unsafeUnwrap());
    expect(reportMismatches(body)).toEqual([]);
    expect(temporary()).toEqual([]);
  }
  expect((await ask(`${server.url}/v1/temp-skill-runs`)).body).toEqual({ runs: [], next_cursor: null });
});

test("by whatever terms, the server, the library and the command give one report", async () => {
  await serve();
  const folder = mkdtempSync(join(tmpdir(), "mayfly-doors-"));
  const zip = zipOf(
    skillWith({
      "demo/SKILL.md": "---\nname: demo\ndescription: Shows.\nx-vendor: 1\n---\n",
      "demo/assets/runner.json": { ...RUNNER, verison: "1" },
    }),
  );
  const packages = { "fields.zip": zip.slice(), "padded.zip": Uint8Array.from([...zip, 0, 0]) };
  for (const [file, bytes] of Object.entries(packages)) writeFileSync(join(folder, file), bytes);
  const ways: readonly [JudgingTerms, Record<string, string>, string[] | null, boolean][] = [
    [{ profile: "autoskill" }, {}, [], true],
    [{ profile: "autoskill", strict: true }, { strict: "true" }, ["--strict"], false],
    [{ profile: "autoskill", unknownFields: "refuse", strict: false }, { unknown_fields: "refuse" }, null, false],
    [{ profile: "agent-skill" }, {}, null, false],
    [{ profile: "agent-skill", unknownFields: "warn" }, { unknown_fields: "warn" }, ["--lenient"], true],
  ];
  for (const [terms, words, flags, valid] of ways) {
    const texts = { profile: terms.profile, ...words };
    const reports: unknown[] = [];
    for (const [file, bytes] of Object.entries(packages)) {
      const report = (await validateSkillPackage(bytes, { file, ...terms }))._unsafeUnwrap();
      expect(report.valid).toBe(valid);
      expect((await validate(bytes, { file, texts })).body).toEqual(report);
      expect((await validate(bytes, { file, query: `?${new URLSearchParams(texts)}` })).body).toEqual(report);
      reports.push(report);
    }
    if (flags === null) continue;
    const args = ["validate", ...Object.keys(packages), "--format", "json", "--profile", terms.profile, ...flags];
    const lines = runMayfly(args, { cwd: folder }).out.trimEnd().split("\n");
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(reports);
  }
  rmSync(folder, { recursive: true });
});

test("a client that goes away leaves nothing, and its place to the next", async () => {
  await serve({ MAYFLY_MAX_VALIDATING: "1" });
  const socket = begin();
  await untilTemporary((files) => files.length > 0);
  expect(await validate(PACKAGE)).toMatchObject({ status: 429, body: { code: "REQUEST_VALIDATIONS_FULL" } });
  socket.destroy();
  await untilTemporary((files) => files.length === 0);
  let next = await validate(PACKAGE);
  while (next.status === 429) next = await validate(PACKAGE);
  expect(next.body).toMatchObject({ valid: true });
});

test("a server that stops does not wait for a package, and leaves nothing", async () => {
  await serve();
  begin();
  await untilTemporary((files) => files.length > 0);
  expect(await server.end()).toBe(0);
  expect(temporary()).toEqual([]);
});

test("what a server that was killed left is gone when the next has started", async () => {
  await serve();
  begin();
  await untilTemporary((files) => files.length > 0);
  await server.end("SIGKILL");
  expect(temporary()).toHaveLength(1);
  server = await served(data.path);
  await untilTemporary((files) => files.length === 0);
});
