import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_MAYFLY_OPTIONS } from "@mayfly/core";
import { afterAll, describe, expect, test } from "vitest";
import { configOf, isLoopback } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "mayfly-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function problemsOf(variables: Record<string, string>): readonly string[] {
  return configOf(variables)._unsafeUnwrapErr();
}

describe("configOf()", () => {
  test("gives the documented defaults when nothing is set", () => {
    const config = configOf({})._unsafeUnwrap();
    expect(config.options).toEqual(DEFAULT_MAYFLY_OPTIONS);
    expect(config).toMatchObject({ host: "127.0.0.1", port: 8460, apiKey: null, sandbox: "auto", warnings: [] });
    expect(config.dataDir).toBe(join(process.cwd(), "data"));
    expect(config.sweepIntervalMs).toBe(900_000);
  });

  test("takes each setting to its place", () => {
    const config = configOf({
      MAYFLY_MAX_PACKAGE_BYTES: "1MiB",
      MAYFLY_RUN_TIMEOUT: "5s",
      MAYFLY_MAX_DEPTH: "9",
      MAYFLY_PORT: "0",
    })._unsafeUnwrap();
    expect(config.options.packageLimits).toMatchObject({ maxBytes: 1_048_576, maxDepth: 9 });
    expect(config.options.inputLimits.maxDepth).toBe(9);
    expect(config.options.runTimeoutMs).toBe(5000);
    expect(config.port).toBe(0);
  });

  test("tells every setting that does not parse, each in one sentence", () => {
    expect(problemsOf({ MAYFLY_PORT: "http", MAYFLY_RUN_TIMEOUT: "soon" })).toEqual([
      'MAYFLY_PORT is "http"; it must be a whole number from 0 to 65535.',
      'MAYFLY_RUN_TIMEOUT is "soon"; it must be a duration such as `90s`, `15m`, `24h` or `7d`.',
    ]);
  });

  test("warns of a setting that it does not know", () => {
    const { warnings } = configOf({ MAYFLY_PROT: "1" })._unsafeUnwrap();
    expect(warnings).toEqual(["There is no setting MAYFLY_PROT; it is ignored."]);
  });

  test("refuses to listen beyond loopback without a key", () => {
    expect(problemsOf({ MAYFLY_HOST: "0.0.0.0" })[0]).toContain("set MAYFLY_API_KEY or MAYFLY_API_KEY_FILE first");
    expect(configOf({ MAYFLY_HOST: "0.0.0.0", MAYFLY_API_KEY: "k" }).isOk()).toBe(true);
  });

  test("refuses an empty key, which would leave the server open", () => {
    expect(problemsOf({ MAYFLY_API_KEY: "" })).toEqual(["MAYFLY_API_KEY is empty; give it a value, or leave it out."]);
    expect(problemsOf({ MAYFLY_API_KEY_FILE: "" })[0]).toContain("MAYFLY_API_KEY_FILE is empty");
  });

  test("reads the key from the first line of a file", () => {
    const file = join(folder, "key");
    writeFileSync(file, "s3cret\nmore\n");
    expect(configOf({ MAYFLY_API_KEY_FILE: file })._unsafeUnwrap().apiKey).toBe("s3cret");
  });

  test("takes a key without the spaces around it, from either place", () => {
    const file = join(folder, "spaces");
    writeFileSync(file, " s3cret \n");
    for (const variables of [{ MAYFLY_API_KEY: " s3cret " }, { MAYFLY_API_KEY_FILE: file }]) {
      expect(configOf(variables)._unsafeUnwrap().apiKey).toBe("s3cret");
    }
  });

  test("refuses a key that no header carries, without telling it", () => {
    const file = join(folder, "umlaut");
    writeFileSync(file, "schlüssel\n");
    for (const [name, value] of [
      ["MAYFLY_API_KEY", "schlüssel"],
      ["MAYFLY_API_KEY", "a\tb"],
      ["MAYFLY_API_KEY_FILE", file],
    ] as const) {
      expect(problemsOf({ [name]: value })).toEqual([
        `${name} gives a key with other characters than those of printable ASCII; choose another key.`,
      ]);
    }
  });

  test.each([
    ["MAYFLY_ALLOWED_HOSTS", "runs.example.org, runs.example.org:8443,[2001:db8::1],my_host"],
    ["MAYFLY_CORS_ORIGINS", "https://app.example.org, http://localhost:3000/"],
  ])("takes %s that can come in a header, and no other", (name, value) => {
    expect(configOf({ [name]: value }).isOk()).toBe(true);
    const bad =
      name === "MAYFLY_ALLOWED_HOSTS"
        ? ["*", "https://runs.example.org", "runs.example.org/", "a b", "runs.example.org.", "a,,b", "bücher.example"]
        : ["*", "null", "app.example.org", "https://app.example.org/path", "https://app.example.org:443"];
    for (const each of bad) {
      expect(problemsOf({ [name]: each }), each).toEqual([expect.stringMatching(/ with commas in between\.$/)]);
    }
  });

  test("refuses a key file that is empty, missing, or beside a key", () => {
    const empty = join(folder, "empty");
    writeFileSync(empty, "\n");
    expect(problemsOf({ MAYFLY_API_KEY_FILE: empty })[0]).toContain("whose first line is empty");
    expect(problemsOf({ MAYFLY_API_KEY_FILE: join(folder, "none") })[0]).toContain("cannot be read");
    const file = join(folder, "both");
    writeFileSync(file, "k");
    expect(problemsOf({ MAYFLY_API_KEY_FILE: file, MAYFLY_API_KEY: "k" })[0]).toContain("both set");
  });
});

describe("isLoopback()", () => {
  test.each(["127.0.0.1", "127.9.9.9", "localhost", "::1"])("is true of %s", (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  test.each(["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example", "example.org"])("is false of %s", (host) =>
    expect(isLoopback(host)).toBe(false),
  );
});
