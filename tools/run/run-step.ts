// How does one step of a command go?
import { spawn } from "node:child_process";
import { styleText } from "node:util";
import { ROOT } from "./tool.ts";

export interface Step {
  readonly name: string;
  /** A JavaScript file and its arguments, run by this Node in the root folder. */
  readonly args: readonly string[];
}

/** Runs `step`, tells in one line how it went, and the tool's output when it failed. Resolves to whether it succeeded. */
export async function runStep({ name, args }: Step): Promise<boolean> {
  const start = performance.now();
  const { code, output } = await run(args);
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const mark = code === 0 ? styleText("green", "ok    ") : styleText("red", "failed");
  console.log(`${mark} ${name.padEnd(16)} ${styleText("dim", seconds.padStart(7))}`);
  if (code !== 0) console.log(`\n${output.trimEnd()}\n`);
  return code === 0;
}

function run(args: readonly string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const color = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...color },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}
