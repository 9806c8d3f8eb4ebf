import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** A Node that says when it is up; `--inspect-port` chooses where SIGUSR1 would open the debugger. */
async function withSignal(code: string, port: number): Promise<{ alive: boolean; debuggerOpen: boolean }> {
  const program = `${code}; console.log("up"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, [`--inspect-port=127.0.0.1:${port}`, "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    await once(child.stdout, "data");
    child.kill("SIGUSR1");
    await sleep(300);
    const socket = connect(port, "127.0.0.1");
    const debuggerOpen = await Promise.race([
      once(socket, "connect").then(
        () => true,
        () => false,
      ),
      sleep(1000).then(() => false),
    ]);
    socket.destroy();
    return { alive: child.exitCode === null && child.signalCode === null, debuggerOpen };
  } finally {
    child.kill("SIGKILL");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("`ignoreDebuggerSignal()` keeps SIGUSR1 from opening the debugger when Node by itself would open it", async () => {
  expect(await withSignal("", await freePort())).toEqual({ alive: true, debuggerOpen: true });
  const module = fileURLToPath(new URL("./ignore-debugger-signal.ts", import.meta.url));
  const code = `import { ignoreDebuggerSignal } from ${JSON.stringify(module)}; ignoreDebuggerSignal()`;
  expect(await withSignal(code, await freePort())).toEqual({ alive: true, debuggerOpen: false });
});
