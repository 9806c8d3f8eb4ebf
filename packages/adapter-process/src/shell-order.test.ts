import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { LINE_FEED_NAME, shellOrder, shellWords, type ShellSetting } from "./shell-order.ts";

// Its name is of what paths may hold at worst.
const folder = mkdtempSync(join(tmpdir(), "mayfly order'\n\"$(exit)\\ é🦋-"));
afterAll(() => rmSync(folder, { recursive: true }));
const stdin = join(folder, "in'put\n.json");
writeFileSync(stdin, "the document");

const TAKES_ORDER = `${LINE_FEED_NAME}='\n'; IFS= read -r order <&3 || exit 125; eval "$order"`;
const TELLS = `
  const { PWD, _, SHLVL, ...env } = process.env;
  console.log(JSON.stringify({ given: process.argv.slice(1), env, cwd: process.cwd(), stdin: require("fs").readFileSync(0, "utf8") }));`;

/** What a shell that waits becomes by an order. */
function obeyed({ command, ...setting }: Partial<ShellSetting> & { readonly command: readonly string[] }) {
  const order = { stdin, cwd: folder, env: {}, limits: null, ...setting };
  const wait = ["-c", `exec 3<&0; ${TAKES_ORDER}`];
  const input = `${shellOrder(order, [`exec ${shellWords(command)}`])}\nnever read`;
  return spawnSync("/bin/sh", wait, { input, encoding: "utf8", env: {}, cwd: "/" });
}

const text = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("'", "\n", "\\", "$", "`", '"', " ", "\u0080", "ӂ") }),
  )
  .map((each) => each.replaceAll("\0", "").toWellFormed());

test("a waiting shell becomes the command, with these words, variables, folder and input and no others", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), text, (words, value) => {
      const command = [process.execPath, "-e", TELLS, "--", ...words];
      const env = { VALUE: value, HOME: folder };
      const { stdout, stderr } = obeyed({ env, command });
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual({ given: words, env, cwd: folder, stdin: "the document" });
    }),
    { numRuns: 40 },
  );
});

test.each([
  ["the folder", { cwd: join(folder, "missing") }],
  ["the input", { stdin: join(folder, "missing") }],
  ["the command", { command: [join(folder, "missing")] }],
])("a waiting shell ends with a word when %s is missing", (_, wrong) => {
  const { status, stdout, stderr } = obeyed({ command: ["/bin/sh", "-c", "echo acted"], ...wrong });
  expect(status).not.toBe(0);
  expect(stdout).toBe("");
  expect(stderr).toContain("missing");
});

test.runIf(process.platform === "linux")(
  "a waiting shell goes under its limits, soft and hard, to the byte or a block",
  () => {
    const limits = { memoryBytes: 1_234_567_890, fileBytes: 1_000_001, openFiles: 77 };
    const { stdout } = obeyed({ limits, command: ["/bin/cat", "/proc/self/limits"] });
    const of = (name: string) =>
      stdout
        .split("\n")
        .find((line) => line.startsWith(name))
        ?.match(/\d+/g);
    expect(of("Max core file size")).toEqual(["0", "0"]);
    expect(of("Max data size")).toEqual(["1234567168", "1234567168"]);
    expect(of("Max file size")).toEqual(["1000448", "1000448"]);
    expect(of("Max open files")).toEqual(["77", "77"]);
  },
);

test("a waiting shell ends where it cannot go under its limits", () => {
  const limits = { memoryBytes: 2 ** 30, fileBytes: 2 ** 20, openFiles: 2 ** 40 };
  const { status, stdout, stderr } = obeyed({ limits, command: ["/bin/sh", "-c", "echo acted"] });
  expect(status).not.toBe(0);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/limit/);
});
