// Is curl here to be tried? A machine for this project needs only Node, npm and git.
import { spawnSync } from "node:child_process";

export const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.log("skipped because curl is not installed: what curl gets to read");
