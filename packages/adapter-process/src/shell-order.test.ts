import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { LINE_FEED_NAME, shellOrder, type ShellOrder } from "./shell-order.ts";

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
function obeyed(order: ShellOrder) {
  const wait = ["-c", `exec 3<&0; ${TAKES_ORDER}`];
  const input = `${shellOrder(order)}\nnever read`;
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
      const { stdout, stderr } = obeyed({ stdin, cwd: folder, env, command });
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
  const right = { stdin, cwd: folder, env: {}, command: ["/bin/sh", "-c", "echo acted"] };
  const { status, stdout, stderr } = obeyed({ ...right, ...wrong });
  expect(status).not.toBe(0);
  expect(stdout).toBe("");
  expect(stderr).toContain("missing");
});
