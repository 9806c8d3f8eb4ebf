// Does a full queue refuse uploads before they are read, and does whoever sends slowly or goes away give the place back?
import { afterEach, describe, expect, test } from "vitest";
import { BASE, createRun, ended, problemOf, upload } from "../testing/client.ts";
import { readAnswer } from "../testing/raw-http.ts";
import { startService, type Service } from "../testing/start-service.ts";
import { startUpload, wait } from "../testing/upload-socket.ts";

const PATIENT = { idleMs: 60_000, windowMs: 60_000, minBytesPerSecond: 1 };

let service: Service;
afterEach(() => service.close());

/** A server with one place, which an upload of one run has, and another run that wants it. */
async function oneTaken(bodyPace = PATIENT) {
  service = await startService({ mayfly: { maxQueued: 1 }, http: { bodyPace } });
  const [holder, other] = [await createRun(service), await createRun(service)];
  const socket = startUpload(service, holder, 1_000_000);
  await until(holder, "receiving");
  return { holder, other, socket };
}

async function until(id: string, phase: string): Promise<void> {
  while ((await service.mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap().state.phase !== phase) await wait(5);
}

describe("a queue whose only place is taken by an upload", () => {
  test("refuses another with 429 and Retry-After before it is read, and the request stays open", async () => {
    const { other, socket } = await oneTaken();
    const waiting = startUpload(service, other, 9_000_000, ["Expect: 100-continue"]);
    const { status, headers, body } = await readAnswer(waiting);
    waiting.destroy();
    expect({ status, retry: headers.get("retry-after") }).toEqual({ status: 429, retry: "5" });
    expect(JSON.parse(body.toString())).toMatchObject({ code: "RUN_QUEUE_FULL", request_id: other });
    await problemOf(await upload(service, other), 429, "RUN_QUEUE_FULL");
    await until(other, "awaiting_upload");
    // Creates ask for no place.
    await createRun(service);
    socket.destroy();
  });

  test.each([
    ["goes away", PATIENT, (socket: { destroy(): void }) => socket.destroy()],
    ["stands still", { ...PATIENT, idleMs: 250 }, () => undefined],
    [
      "drips",
      { idleMs: 60_000, windowMs: 400, minBytesPerSecond: 2000 },
      (socket: { write(text: string): unknown }) => {
        const drip = setInterval(() => socket.write("x"), 20);
        setTimeout(() => clearInterval(drip), 5000).unref();
        drip.unref();
      },
    ],
  ])("gives it to the other when the sender %s", async (_, pace, act) => {
    const { holder, other, socket } = await oneTaken(pace);
    socket.on("error", () => undefined);
    act(socket);
    await until(holder, "awaiting_upload");
    expect((await upload(service, other)).status).toBe(200);
    expect(await ended(service, other)).toMatchObject({ status: "succeeded" });
    socket.destroy();
    expect((await upload(service, holder)).status).toBe(200);
  });

  test("gives it to the other when the holder is canceled, and a run that has begun holds none", async () => {
    const { holder, other, socket } = await oneTaken();
    expect((await fetch(`${service.url}${BASE}/${holder}/cancel`, { method: "POST" })).status).toBe(202);
    await ended(service, holder);
    expect((await upload(service, other)).status).toBe(200);
    await ended(service, other);
    expect((await upload(service, await createRun(service))).status).toBe(200);
    socket.destroy();
  });
});
