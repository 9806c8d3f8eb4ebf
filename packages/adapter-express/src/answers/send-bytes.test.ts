// What happens when a file or its reader goes away midway?
import type { RunOutputs } from "@mayfly/core";
import { createFunctionEngine, createMemoryRunOutputs, createMemoryWorkspaces } from "@mayfly/core/memory";
import { ok } from "neverthrow";
import { describe, expect, test, vi } from "vitest";
import { aProgram, REPORT } from "../testing/a-program.ts";
import { BASE, finishedRun, problemOf } from "../testing/client.ts";
import { open, requestOf } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";
import { wait } from "../testing/upload-socket.ts";

describe("sendBytes()", () => {
  test("breaks the connection when a file is gone midway, and logs it", async () => {
    const workspaces = createMemoryWorkspaces();
    const outputs = createMemoryRunOutputs(workspaces);
    const torn: RunOutputs = {
      ...outputs,
      open: async () => ok({ file: { path: "artifacts/a", size: 100, sha256: "0", crc32: 0 }, stream: tear }),
    };
    const broken = await startService({ ports: { outputs: torn } });
    const run = await finishedRun(broken);
    const answer = await fetch(`${broken.url}${BASE}/${run}/artifacts/a`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    await vi.waitFor(() =>
      expect(broken.lines.filter(({ level }) => level === "error").map(({ event }) => event)).toEqual([
        "a file could not be sent whole",
      ]),
    );
    await broken.close();
  });

  test.each(["/artifacts/report.md", "/bundle"])(
    "answers 404 at %s when the run is deleted before the first byte, and 500 when the file alone is gone",
    async (path) => {
      const workspaces = createMemoryWorkspaces();
      const outputs = createMemoryRunOutputs(workspaces);
      const engines = [createFunctionEngine("script", workspaces, aProgram)];
      let state: "there" | "gone" | "deleted" = "there";
      const going: RunOutputs = {
        ...outputs,
        async open(run, name) {
          const opened = await outputs.open(run, name);
          const next = async (): Promise<never> => {
            if (state === "deleted") await service.mayfly.delete({ id: run, kind: "temporary" });
            throw new Error("gone");
          };
          const stream = (): AsyncIterable<Uint8Array> => ({ [Symbol.asyncIterator]: () => ({ next }) });
          return opened.map((file) => (file === null || state === "there" ? file : { ...file, stream }));
        },
      };
      const service = await startService({ ports: { workspaces, outputs: going, engines } });
      const address = `${service.url}${BASE}/${await finishedRun(service)}${path}`;
      const whole = Buffer.from(await (await fetch(address)).arrayBuffer());
      // In a bundle, what comes before a file is made without it.
      const headers = { range: `bytes=${whole.indexOf(REPORT)}-` };
      state = "gone";
      const faulty = await fetch(address, { headers });
      expect(faulty.headers.get("content-disposition")).toBeNull();
      await problemOf(faulty, 500, "REQUEST_INTERNAL");
      state = "deleted";
      const missing = await fetch(address, { headers });
      expect([missing.headers.get("etag"), missing.headers.get("accept-ranges")]).toEqual([null, null]);
      await problemOf(missing, 404, "RUN_NOT_FOUND");
      await service.close();
    },
  );

  test("stops reading when the client goes away", async () => {
    const outputs = createMemoryRunOutputs(createMemoryWorkspaces());
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          await wait(1);
          yield new Uint8Array(64 * 1024);
        }
      } finally {
        closed = true;
      }
    }
    const long: RunOutputs = {
      ...outputs,
      open: async () => ok({ file: { path: "artifacts/a", size: 1e12, sha256: "0", crc32: 0 }, stream: endless }),
    };
    const slow = await startService({ ports: { outputs: long } });
    const run = await finishedRun(slow);
    const socket = open(slow.port);
    socket.write(requestOf("GET", `${BASE}/${run}/artifacts/a`));
    await new Promise((resolve) => {
      socket.once("data", resolve);
    });
    socket.destroy();
    while (!closed) await wait(5);
    expect(slow.lines.filter(({ level }) => level === "error")).toEqual([]);
    await slow.close();
  });
});

/** A file that is shorter than it was. */
async function* tear(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10);
  await wait(20);
  throw new Error("The file ended early.");
}
