// Takes the lock of a data folder without keeping hold of what it got, collects garbage, and lives until it is ended.
import { acquireDataLock } from "../src/index.ts";

const [dataDir = ""] = process.argv.slice(2);
process.stdout.write(`${acquireDataLock(dataDir).isOk() ? "held" : "refused"}\n`);
setInterval(() => globalThis.gc?.(), 5);
// Its parent's end is its own.
process.stdin.on("end", () => process.exit(0)).resume();
