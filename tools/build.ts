// How does every package become publishable?
import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageFolders } from "./pack/package-folders.ts";
import { runStep } from "./run/run-step.ts";
import { ROOT, tool } from "./run/tool.ts";

const folders = packageFolders();
// Without what an earlier build left, a removed file cannot be published.
for (const folder of folders) rmSync(join(folder, "dist"), { recursive: true, force: true });
const args = [tool("tsc", "typescript"), "-b", ...folders, "--force", "--pretty"];
const built =
  (await runStep({ name: "build", args })) && (await runStep({ name: "demo files", args: ["tools/demo-assets.ts"] }));
// The demo's files are published with the program.
if (built) await import("./demo-assets.ts");
const program = join(ROOT, "packages/mayfly/dist/main.js");
if (built && existsSync(program)) chmodSync(program, 0o755);
process.exitCode = built ? 0 : 1;
