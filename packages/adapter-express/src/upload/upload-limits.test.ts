// Is an upload over the limit answered before its body is read to its end, so that clients read the answer?
import { DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";
import { execFile } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { A_PACKAGE } from "../testing/a-package.ts";
import { BASE, createRun, ended, form, problemOf, upload } from "../testing/client.ts";
import { hasCurl } from "../testing/has-curl.ts";
import { readAnswer } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";
import { sendZeros, startUpload } from "../testing/upload-socket.ts";

const MiB = 1024 * 1024;
const service = await startService({ mayfly: { packageLimits: { ...DEFAULT_PACKAGE_LIMITS, maxBytes: MiB } } });
const folder = await mkdtemp(join(tmpdir(), "mayfly-limits-"));
afterAll(async () => {
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

async function expectRefused(id: string): Promise<void> {
  expect(await ended(service, id)).toMatchObject({ status: "failed", error: { code: "REQUEST_TOO_LARGE" } });
  expect((await service.uploads.list())._unsafeUnwrap()).not.toContain(id);
}

describe("an upload over the limit", () => {
  test("is answered as soon as the package has one byte too many", async () => {
    const id = await createRun(service);
    const socket = startUpload(service, id, 90 * MiB);
    const answer = readAnswer(socket);
    const sent = sendZeros(socket, 90 * MiB, 5);
    const { status, headers, body } = await answer;
    const before = socket.bytesWritten;
    expect(status).toBe(413);
    expect(headers.get("connection")).toBe("close");
    expect(JSON.parse(body.toString())).toMatchObject({ code: "REQUEST_TOO_LARGE", request_id: id });
    expect(before).toBeLessThan(20 * MiB);
    socket.destroy();
    await sent;
    await expectRefused(id);
  });

  test("is answered at once when it says itself that it is too large, however slowly it comes", async () => {
    const id = await createRun(service);
    const socket = startUpload(service, id, 300 * MiB);
    const answer = readAnswer(socket);
    const sent = sendZeros(socket, 300 * MiB, 100);
    expect((await answer).status).toBe(413);
    // Before it has sent what is too much.
    expect(socket.bytesWritten).toBeLessThan(MiB);
    socket.destroy();
    await sent;
    await expectRefused(id);
  });

  test("is answered to a client that sends everything before it reads", async () => {
    const id = await createRun(service);
    const size = 30 * MiB;
    const socket = startUpload(service, id, size + 1000);
    socket.pause();
    expect(await sendZeros(socket, size)).toBe(size);
    const answer = readAnswer(socket);
    socket.resume();
    expect((await answer).status).toBe(413);
    socket.destroy();
    await expectRefused(id);
  });

  test("is dropped up to 64 MiB, and then its connection is closed", async () => {
    const id = await createRun(service);
    const socket = startUpload(service, id, 300 * MiB);
    await readAnswer(socket);
    const sent = await sendZeros(socket, 300 * MiB);
    expect(sent).toBeGreaterThan(60 * MiB);
    expect(sent).toBeLessThan(90 * MiB);
    socket.destroy();
  });

  test("is answered to fetch()", async () => {
    const id = await createRun(service);
    const answer = await upload(service, id, form({ skill_package: new Uint8Array(20 * MiB) }));
    const document = await problemOf(answer, 413, "REQUEST_TOO_LARGE");
    expect(document).toMatchObject({ request_id: id, title: "Too large" });
    await expectRefused(id);
  });

  test.skipIf(!hasCurl).for([
    ["in its package", 20 * MiB, []],
    ["in its package, without waiting for 100 Continue", 20 * MiB, ["-H", "Expect:"]],
    ["as a whole", 200 * MiB, []],
    ["as a whole, without waiting for 100 Continue", 200 * MiB, ["-H", "Expect:"]],
  ] as const)("is answered to curl when it is too large %s", async ([, size, more]) => {
    const id = await createRun(service);
    const file = join(folder, `${size}.zip`);
    await writeFile(file, "");
    await truncate(file, size);
    const url = `${service.url}${BASE}/${id}/upload`;
    const { stdout } = await promisify(execFile)("curl", [
      "-s",
      "-w",
      "\n%{http_code}",
      ...more,
      "-F",
      `skill_package=@${file}`,
      url,
    ]);
    const [body = "", status] = stdout.split("\n");
    expect(status).toBe("413");
    expect(JSON.parse(body)).toMatchObject({ code: "REQUEST_TOO_LARGE", request_id: id });
    await expectRefused(id);
  });

  test("holds for the inputs as well", async () => {
    const small = await startService({ mayfly: { inputLimits: { ...DEFAULT_PACKAGE_LIMITS, maxBytes: 1000 } } });
    const id = await createRun(small);
    const answer = await upload(small, id, form({ skill_package: A_PACKAGE, file: new Uint8Array(1001) }));
    const document = await problemOf(answer, 413, "REQUEST_TOO_LARGE");
    expect(document.detail).toContain("1000 bytes");
    await small.close();
  });
});
