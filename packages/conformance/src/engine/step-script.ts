// How is a program of the suite written in JavaScript?
import { LONGEST_WAIT_MS, type Step } from "./steps.ts";

/**
 * An ES module for Node that does `steps`, for engines whose packages bring JavaScript. `artifactsDir` is where the
 * program itself finds its artifacts folder.
 */
export function stepScript(steps: readonly Step[], artifactsDir: string): string {
  return `
import { readFileSync, writeFileSync, writeSync } from "node:fs";
const streams = { stdout: 1, stderr: 2 };
let asked = () => {};
if (${JSON.stringify(steps.some(({ does }) => does === "wait"))}) process.on("SIGTERM", () => asked());
const print = (stream, text) => {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try { bytes = bytes.subarray(writeSync(streams[stream], bytes)); }
    catch (error) { if (error.code !== "EAGAIN") throw error; }
  }
};
for (const step of ${JSON.stringify(steps)}) {
  if (step.does === "print") print(step.stream, step.text);
  else if (step.does === "print_document") print("stdout", JSON.stringify(JSON.parse(readFileSync(0, "utf8"))));
  else if (step.does === "write") writeFileSync(${JSON.stringify(`${artifactsDir}/`)} + step.path, step.text);
  else if (step.does === "end") process.exit(step.code);
  else await new Promise((resolve) => {
    const timer = setTimeout(resolve, ${LONGEST_WAIT_MS});
    if (!step.deaf) asked = () => { clearTimeout(timer); resolve(); };
  });
}
`;
}
