// Does an upload that does not come to its end leave the run open, and nothing behind?
import { createMemoryUploads } from "@mayfly/core/memory";
import type { Uploads } from "@mayfly/core";
import { err } from "neverthrow";
import { afterEach, describe, expect, test } from "vitest";
import { A_PACKAGE } from "../testing/a-package.ts";
import { BASE, createRun, ended, form, problemOf, upload } from "../testing/client.ts";
import { readAnswer } from "../testing/raw-http.ts";
import { startService, type Service, type ServiceOptions } from "../testing/start-service.ts";
import { startUpload, wait } from "../testing/upload-socket.ts";

const PATIENT = { idleMs: 10_000, windowMs: 10_000, minBytesPerSecond: 0 };

let service: Service;
async function serve(options: ServiceOptions = {}): Promise<Service> {
  service = await startService({ ...options, http: { bodyPace: PATIENT, ...options.http } });
  return service;
}
afterEach(() => service.close());

async function phaseOf(id: string): Promise<string> {
  return (await service.mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap().state.phase;
}

async function untilPhase(id: string, phase: string): Promise<void> {
  while ((await phaseOf(id)) !== phase) await wait(5);
}

async function expectOpen(id: string): Promise<void> {
  await untilPhase(id, "awaiting_upload");
  expect((await service.uploads.list())._unsafeUnwrap()).toEqual([]);
  expect((await upload(service, id)).status).toBe(200);
}

describe("an upload", () => {
  test("that breaks off leaves the run open for another try", async () => {
    await serve();
    const id = await createRun(service);
    const socket = startUpload(service, id, 1_000_000);
    socket.write(Buffer.alloc(200_000));
    await untilPhase(id, "receiving");
    socket.destroy();
    await expectOpen(id);
  });

  test("that stands still is answered 408 and leaves the run open", async () => {
    await serve({ http: { bodyPace: { ...PATIENT, idleMs: 250 } } });
    const id = await createRun(service);
    const socket = startUpload(service, id, 1_000_000);
    const { status, body, headers } = await readAnswer(socket);
    expect(status).toBe(408);
    expect(headers.get("connection")).toBe("close");
    expect(JSON.parse(body.toString())).toMatchObject({ code: "REQUEST_UPLOAD_STALLED", request_id: id });
    socket.destroy();
    await expectOpen(id);
  });

  test("that creeps is answered 408, though it never stands still", async () => {
    await serve({ http: { bodyPace: { idleMs: 10_000, windowMs: 300, minBytesPerSecond: 1000 } } });
    const id = await createRun(service);
    const socket = startUpload(service, id, 1_000_000);
    const drip = setInterval(() => socket.write("x"), 20);
    const { status } = await readAnswer(socket);
    clearInterval(drip);
    socket.destroy();
    expect(status).toBe(408);
    await expectOpen(id);
  });

  test("is not blamed for the time that the server takes itself", async () => {
    const uploads = createMemoryUploads();
    const slow: Uploads = {
      ...uploads,
      receive: (run, attempt, part, body, ...rest) => uploads.receive(run, attempt, part, slowly(body), ...rest),
    };
    await serve({ ports: { uploads: slow }, http: { bodyPace: { ...PATIENT, idleMs: 250 } } });
    const id = await createRun(service);
    const answer = await upload(service, id, form({ skill_package: A_PACKAGE, file: new Uint8Array(400_000) }));
    // The inputs are no zip, which is found out only when all of them are there.
    await problemOf(answer, 400, "ARCHIVE_NOT_A_ZIP");
  });

  test("of a run that is canceled meanwhile is answered 409, and the run ends", async () => {
    await serve();
    const id = await createRun(service);
    const socket = startUpload(service, id, 1_000_000);
    const answer = readAnswer(socket);
    await untilPhase(id, "receiving");
    expect((await fetch(`${service.url}${BASE}/${id}/cancel`, { method: "POST" })).status).toBe(202);
    const { status, body } = await answer;
    expect({ status, ...JSON.parse(body.toString()) }).toMatchObject({
      status: 409,
      code: "RUN_CANCELED",
      request_id: id,
    });
    socket.destroy();
    expect(await ended(service, id)).toMatchObject({ status: "canceled" });
    expect((await service.uploads.list())._unsafeUnwrap()).toEqual([]);
  });

  test("is answered 503 with Retry-After when the server stops, and the run stays open", async () => {
    await serve();
    const id = await createRun(service);
    const socket = startUpload(service, id, 1_000_000);
    const answer = readAnswer(socket);
    await untilPhase(id, "receiving");
    await service.mayfly.stop();
    const { status, headers, body } = await answer;
    expect({ status, retry: headers.get("retry-after") }).toEqual({ status: 503, retry: "10" });
    expect(JSON.parse(body.toString())).toMatchObject({ code: "REQUEST_UNAVAILABLE" });
    socket.destroy();
    expect(await phaseOf(id)).toBe("awaiting_upload");
    expect((await service.uploads.list())._unsafeUnwrap()).toEqual([]);
  });

  test("that ended its run just before the server stops is answered by what it was refused for", async () => {
    const uploads = createMemoryUploads();
    const stopping: Uploads = {
      ...uploads,
      remove(run) {
        void service.mayfly.stop();
        return uploads.remove(run);
      },
    };
    await serve({ ports: { uploads: stopping } });
    const id = await createRun(service);
    const answer = await upload(service, id, form({ skill_package: new Uint8Array(100) }));
    await problemOf(answer, 400, "ARCHIVE_NOT_A_ZIP");
    expect(await phaseOf(id)).toBe("failed");
  });

  test("is answered 507 with Retry-After when the disk is full, and the run stays open", async () => {
    const full: Uploads = {
      ...createMemoryUploads(),
      receive: async () => err({ kind: "no_space", message: "ENOSPC /secret/place" }),
    };
    await serve({ ports: { uploads: full } });
    const id = await createRun(service);
    const answer = await upload(service, id);
    expect(answer.headers.get("retry-after")).toBe("60");
    const document = await problemOf(answer, 507, "RUN_NO_SPACE");
    expect(JSON.stringify(document)).not.toContain("secret");
    expect(await phaseOf(id)).toBe("awaiting_upload");
  });

  test("is told to go on only when it is claimed", async () => {
    await serve();
    const id = await createRun(service);
    const socket = startUpload(service, id, 100, ["Expect: 100-continue"]);
    expect((await readAnswer(socket)).status).toBe(100);
    socket.destroy();
    const refused = startUpload(service, "nobody", 100, ["Expect: 100-continue"]);
    expect((await readAnswer(refused)).status).toBe(404);
    refused.destroy();
  });
});

async function* slowly(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let first = true;
  for await (const chunk of body) {
    if (first) await wait(600);
    first = false;
    yield chunk;
  }
}
