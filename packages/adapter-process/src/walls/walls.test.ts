import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ATTACKS, type Attack, type Targets } from "../testing/attacks.ts";
import { freshWorkspace, type FreshWorkspace } from "../testing/fresh-workspace.ts";
import { runScript } from "../testing/run-script.ts";
import { scriptJob } from "../testing/script-job.ts";
import { ALL_WALLS, wallsHere } from "../testing/walls-here.ts";
import type { WallName } from "./wall.ts";

const walls = await wallsHere(ALL_WALLS);

const FILES: readonly Attack[] = [
  "read the server's environment",
  "read a file of the server",
  "read another run's file",
  "write a file of the server",
  "write beside its run folder",
  "list the data folder",
  "change its own skill",
  "make a link out of its folder",
];
const NETWORK: readonly Attack[] = [
  "connect to the server's port",
  "connect to the server's debugger",
  "connect to the machine's own address",
  "connect to a nameless socket of the server",
];
const PROCESSES: readonly Attack[] = ["signal the server"];

/** What each wall stops. Everything else does work there, and that is asserted too: these are the known holes. */
const STOPS: Readonly<Record<WallName, readonly Attack[]>> = {
  // Its programs may start others, inside.
  bubblewrap: [...FILES, ...NETWORK, ...PROCESSES, "connect to a private socket of the server"],
  namespaces: [...FILES, ...NETWORK, ...PROCESSES, "start a process"],
  permissions: [...FILES, "start a process"],
  none: [],
};
const EVERYTHING: readonly Attack[] = [
  ...FILES,
  ...NETWORK,
  ...PROCESSES,
  "connect to a private socket of the server",
  "start a process",
];

const ownAddress =
  Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === "IPv4" && !each.internal)?.address ?? null;
const servers: Server[] = [];
let signals = 0;
const count = () => void (signals += 1);

async function listen(where: { port: number; host?: string } | { path: string }): Promise<number> {
  const server = createServer((socket) => socket.on("error", () => {})).listen(where);
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

// A server whose debugger is open; a process of its own, because Node announces the port on standard error.
const debugged = spawn(process.execPath, ["--inspect=127.0.0.1:0", "-e", "setInterval(() => {}, 1000)"], {
  stdio: ["ignore", "ignore", "pipe"],
});
let debuggerPort = 0;

beforeAll(async () => {
  process.on("SIGUSR1", count);
  const [announced] = await once(debugged.stderr, "data");
  debuggerPort = Number(/127\.0\.0\.1:(\d+)/.exec(String(announced))?.[1]);
});
afterAll(() => {
  debugged.kill("SIGKILL");
  process.off("SIGUSR1", count);
  for (const server of servers) server.close();
});

async function targetsIn(workspace: FreshWorkspace): Promise<Targets> {
  const privateSocket = join(workspace.dataDir, "control.sock");
  const namelessSocket = `\0mayfly-test-${process.pid}-${performance.now()}`;
  await listen({ path: privateSocket });
  await listen({ path: namelessSocket });
  return {
    pid: process.pid,
    serverFile: workspace.serverFile,
    otherRunsFile: workspace.otherRunsFile,
    dataDir: workspace.dataDir,
    skillDir: workspace.paths.skillDir,
    ports: { server: await listen({ port: 0, host: "0.0.0.0" }), debugger: debuggerPort },
    ownAddress,
    privateSocket,
    namelessSocket,
  };
}

describe.each(walls)("behind $wall, a script", ({ wall, engine }) => {
  const worked = new Set<Attack>();

  beforeAll(async () => {
    signals = 0;
    await using workspace = await freshWorkspace({ "attack.mjs": ATTACKS });
    const targets = await targetsIn(workspace);
    let stdout = "";
    let stderr = "";
    const job = await scriptJob({
      script: "attack.mjs",
      paths: workspace.paths,
      document: { ...targets },
      write: async (stream, chunk) => {
        if (stream === "stdout") stdout += Buffer.from(chunk).toString();
        else stderr += Buffer.from(chunk).toString();
      },
    });
    const outcome = (await engine.execute(job, AbortSignal.timeout(20_000)))._unsafeUnwrap();
    expect(outcome, stderr).toEqual({ kind: "exited", code: 0 });
    for (const name of JSON.parse(stdout) as Attack[]) worked.add(name);
    if (signals > 0) worked.add("signal the server");
    if ((await readFile(workspace.serverFile, "utf8")) !== "server") worked.add("write a file of the server");
    if (existsSync(join(workspace.paths.runDir, "..", "beside.txt"))) worked.add("write beside its run folder");
  });

  const possible = EVERYTHING.filter((attack) => ownAddress !== null || !attack.includes("own address"));
  test.each(possible.filter((attack) => STOPS[wall].includes(attack)))("cannot %s", (attack) => {
    expect(worked).not.toContain(attack);
  });
  test.each(possible.filter((attack) => !STOPS[wall].includes(attack)))(
    "can %s: this wall does not stop that",
    (attack) => {
      expect(worked).toContain(attack);
    },
  );
});

describe.each(walls.filter(({ wall }) => wall === "bubblewrap"))(
  "behind $wall, a program in any language",
  ({ engine }) => {
    test("sees nothing of the machine but the system's programs, itself and its own folders", async () => {
      const script = `ls -A / /etc /home /root /var 2>/dev/null; echo processes: $(ls -d /proc/[0-9]* | wc -l); ls /usr/src /opt 2>&1; id -u`;
      const run = await runScript(engine, { "run.sh": script });
      expect(run.stdout).not.toMatch(/passwd|shadow|home|root|var|opt\n|src\n/);
      // The shell of the wall, the script and what it started to count.
      expect(Number(/processes: (\d+)/.exec(run.stdout)?.[1])).toBeLessThanOrEqual(5);
      expect(run.stdout).toMatch(/^1000$/m);
    });

    test("has no capabilities, gains none, and makes no user namespace", async () => {
      const script = `grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status; unshare --user true && echo nested`;
      const run = await runScript(engine, { "run.sh": script });
      expect(run.stdout).toMatch(/CapEff:\s0+\n/);
      expect(run.stdout).toMatch(/CapBnd:\s0+\n/);
      expect(run.stdout).toMatch(/NoNewPrivs:\s1\n/);
      expect(run.stdout).not.toContain("nested");
    });

    test("can write its run folder and small memory folders, and nothing else", async () => {
      const script = `
      for each in / /etc /dev /usr/bin /usr/local/lib /proc /sys /dev/shm /tmp . "$TMPDIR" ../skill ../inputs; do
        (echo x > "$each/written") 2>/dev/null && echo "$each"
      done
      (head -c 200000000 /dev/zero > /tmp/big) 2>/dev/null
      test "$(stat -c %s /tmp/big)" -lt 100000000 && echo bounded`;
      const run = await runScript(engine, { "run.sh": script });
      const written = run.stdout.trim().split("\n");
      expect(written).toEqual(["/dev/shm", "/tmp", ".", expect.stringMatching(/run\/tmp$/), "bounded"]);
    });
  },
);
