// What may a hostile script try against the server that runs it?

/** Names of what a script managed to do; a wall decides which may be there. */
export type Attack =
  | "read the server's environment"
  | "read a file of the server"
  | "read another run's file"
  | "write a file of the server"
  | "write beside its run folder"
  | "change its own skill"
  | "list the data folder"
  | "connect to the server's port"
  | "connect to the server's debugger"
  | "connect to the machine's own address"
  | "connect to a private socket of the server"
  | "connect to a nameless socket of the server"
  | "signal the server"
  | "start a process"
  | "make a link out of its folder";

/** What the server has that is worth an attack; goes to the script as its document. */
export interface Targets {
  readonly pid: number;
  readonly serverFile: string;
  readonly otherRunsFile: string;
  readonly dataDir: string;
  readonly skillDir: string;
  readonly ports: { readonly server: number; readonly debugger: number };
  /** An address of this machine that is not loopback, `null` without one. */
  readonly ownAddress: string | null;
  readonly privateSocket: string;
  readonly namelessSocket: string;
}

/** Tries each attack and prints the names of those that worked, as JSON. Whether a write or a signal arrived, the server sees. */
export const ATTACKS = `
import { readFileSync, writeFileSync, symlinkSync, readdirSync } from "node:fs";
import { connect } from "node:net";
import { spawnSync } from "node:child_process";
const target = JSON.parse(readFileSync(0, "utf8"));
const worked = [];
const attempt = (name, act) => { try { if (act() !== false) worked.push(name); } catch {} };
attempt("read the server's environment", () =>
  [target.pid, process.ppid].some((pid) => { try { return readFileSync("/proc/" + pid + "/environ", "utf8").includes("VITEST"); } catch { return false; } }));
attempt("read a file of the server", () => readFileSync(target.serverFile));
attempt("read another run's file", () => readFileSync(target.otherRunsFile));
attempt("change its own skill", () => writeFileSync(target.skillDir + "/new.mjs", ""));
attempt("list the data folder", () => readdirSync(target.dataDir + "/tmp").includes("run-2"));
attempt("start a process", () => spawnSync("/bin/sh", ["-c", "exit 0"]).status === 0);
attempt("make a link out of its folder", () => { symlinkSync(target.serverFile, "link"); return readFileSync("link", "utf8") === "server"; });
attempt("", () => { writeFileSync(target.serverFile, "overwritten"); return false; });
attempt("", () => { writeFileSync("../beside.txt", ""); return false; });
const dial = (name, where) => new Promise((resolve) => {
  try {
    const socket = connect(where, () => { worked.push(name); socket.destroy(); resolve(); }).on("error", resolve);
    socket.setTimeout(1000, () => { socket.destroy(); resolve(); });
  } catch { resolve(); }
});
await dial("connect to the server's port", { port: target.ports.server, host: "127.0.0.1" });
await dial("connect to the server's debugger", { port: target.ports.debugger, host: "127.0.0.1" });
if (target.ownAddress) await dial("connect to the machine's own address", { port: target.ports.server, host: target.ownAddress });
await dial("connect to a private socket of the server", { path: target.privateSocket });
await dial("connect to a nameless socket of the server", { path: target.namelessSocket });
for (const pid of [target.pid, process.ppid]) try { if (pid > 0) process.kill(pid, "SIGUSR1"); } catch {}
console.log(JSON.stringify(worked));
`;
