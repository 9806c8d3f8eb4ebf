// Is an upload that is sent again told how its run stands, before its body is read?
import { uploadAnswerSchema } from "@mayfly/core/contract";
import { createMemoryRecords } from "@mayfly/core/memory";
import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { A_PACKAGE, PACKAGE_FILES } from "../testing/a-package.ts";
import { BASE, createRun, ended, problemOf } from "../testing/client.ts";
import { readAnswer } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";
import { sendZeros, startUpload } from "../testing/upload-socket.ts";

const service = await startService();
afterAll(() => service.close());

/** The bytes of one form, so that they can be sent again. */
function bodyWith(zip: Uint8Array): Buffer {
  const head = 'Content-Disposition: form-data; name="skill_package"; filename="p.zip"';
  return Buffer.concat([Buffer.from(`--b\r\n${head}\r\n\r\n`), zip, Buffer.from("\r\n--b--\r\n")]);
}

const BODY = bodyWith(A_PACKAGE);

function digestOf(body: Uint8Array): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

function send(id: string, headers: Record<string, string>, body: Buffer = BODY, to = service): Promise<Response> {
  const type = { "content-type": "multipart/form-data; boundary=b" };
  return fetch(`${to.url}${BASE}/${id}/upload`, {
    method: "POST",
    body: new Uint8Array(body),
    headers: { ...type, ...headers },
  });
}

async function expectOpen(id: string): Promise<void> {
  const run = (await service.mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap();
  expect(run).toMatchObject({ state: { phase: "awaiting_upload" }, upload: null });
  expect((await service.uploads.measure(run.id))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
}

const KEYED = { "idempotency-key": '"k 1"' };
const DIGESTED = { "content-digest": digestOf(BODY) };

describe("an upload that is sent again", () => {
  test.for([
    ["the same key", KEYED, KEYED],
    ["the same digest", DIGESTED, DIGESTED],
    ["the same digest and another key", { ...DIGESTED, ...KEYED }, { ...DIGESTED, "idempotency-key": "other" }],
    ["the same key and a digest now", KEYED, { ...KEYED, ...DIGESTED }],
  ] as const)("with %s is told the state of its run, also after the end", async ([, first, again]) => {
    const id = await createRun(service);
    const answer = uploadAnswerSchema.parse(await (await send(id, first)).json());
    expect(answer).toEqual({ request_id: id, status: "queued", extracted_files: PACKAGE_FILES });
    await ended(service, id);
    const later = await send(id, again);
    expect(later.status).toBe(200);
    expect(uploadAnswerSchema.parse(await later.json())).toEqual({ ...answer, status: "succeeded" });
  });

  test("is answered before its body has come", async () => {
    const id = await createRun(service);
    await send(id, KEYED);
    await ended(service, id);
    const socket = startUpload(service, id, 90_000_000, ['Idempotency-Key: "k 1"']);
    const answer = await readAnswer(socket);
    expect({ status: answer.status, connection: answer.headers.get("connection") }).toEqual({
      status: 200,
      connection: "close",
    });
    expect(JSON.parse(answer.body.toString())).toMatchObject({ request_id: id, status: "succeeded" });
    socket.destroy();
  });

  test("is answered to a client that sends everything before it reads", async () => {
    const id = await createRun(service);
    await send(id, KEYED);
    const size = 30 * 1024 * 1024;
    const socket = startUpload(service, id, size, ['Idempotency-Key: "k 1"']);
    socket.pause();
    expect(await sendZeros(socket, size)).toBe(size);
    const answer = readAnswer(socket);
    socket.resume();
    expect((await answer).status).toBe(200);
    socket.destroy();
  });

  test("while the first is under way is answered 409 with Retry-After, and the first goes on", async () => {
    const id = await createRun(service);
    const socket = startUpload(service, id, BODY.length, ['Idempotency-Key: "k 1"']);
    socket.write(BODY.subarray(0, 200));
    while ((await service.mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap().state.phase !== "receiving") {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const second = await send(id, KEYED);
    expect(second.headers.get("retry-after")).toBe("1");
    await problemOf(second, 409, "RUN_ALREADY_STARTED");
    const first = readAnswer(socket);
    socket.write(BODY.subarray(200));
    expect((await first).status).toBe(200);
    socket.destroy();
    expect((await send(id, KEYED)).status).toBe(200);
  });

  test("many at once start one run, and each is told of it when asked again", async () => {
    const id = await createRun(service);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(id, KEYED)));
    for (const answer of answers) {
      expect([200, 409]).toContain(answer.status);
      expect(answer.headers.get("retry-after")).toBe(answer.status === 409 ? "1" : null);
    }
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(await ended(service, id)).toMatchObject({ status: "succeeded" });
    expect((await send(id, KEYED)).status).toBe(200);
  });

  test("that came between two questions of the second is told like one that came before", async () => {
    const records = createMemoryRecords();
    let meanwhile: (() => Promise<unknown>) | null = null;
    const runs: typeof records.runs = {
      ...records.runs,
      async find(run) {
        const found = await records.runs.find(run);
        const act = meanwhile;
        meanwhile = null;
        await act?.();
        return found;
      },
    };
    const racing = await startService({ ports: { ...records, runs } });
    for (const [first, status, retry] of [
      ["is under way", 409, "1"],
      ["is whole", 200, null],
    ] as const) {
      const id = await createRun(racing);
      meanwhile = () =>
        first === "is whole"
          ? send(id, KEYED, BODY, racing)
          : racing.mayfly.claimUpload({ id, kind: "temporary" }, { key: "k 1", digest: null });
      const second = await send(id, KEYED, BODY, racing);
      expect([second.status, second.headers.get("retry-after")], first).toEqual([status, retry]);
    }
    await racing.close();
  });

  test("with another digest under the same key and at the same time is told so, or when to ask again", async () => {
    const other = Buffer.concat([BODY, Buffer.from("\r\n")]);
    for (let round = 0; round < 8; round += 1) {
      const id = await createRun(service);
      const answers = await Promise.all([
        send(id, { ...KEYED, ...DIGESTED }),
        send(id, { ...KEYED, "content-digest": digestOf(other) }, other),
      ]);
      const [won, lost] = answers.sort((one, another) => one.status - another.status);
      expect(won?.status).toBe(200);
      expect([lost?.status, lost?.headers.get("retry-after")]).toEqual(lost?.status === 422 ? [422, null] : [409, "1"]);
    }
  });

  test("with another digest under the same key is answered 422", async () => {
    const id = await createRun(service);
    await send(id, { ...KEYED, ...DIGESTED });
    const other = Buffer.concat([BODY, Buffer.from("\r\n")]);
    const answer = await send(id, { ...KEYED, "content-digest": digestOf(other) }, other);
    expect(await problemOf(answer, 422, "RUN_KEY_REUSED")).toMatchObject({ request_id: id });
  });

  test("with neither, or with others, is answered 409", async () => {
    const id = await createRun(service);
    await send(id, { ...KEYED, ...DIGESTED });
    await problemOf(await send(id, {}), 409, "RUN_ALREADY_STARTED");
    const other = { "idempotency-key": "other", "content-digest": digestOf(Buffer.from("other")) };
    await problemOf(await send(id, other), 409, "RUN_ALREADY_STARTED");
  });

  test("is refused again in the same words where it was refused for what it holds", async () => {
    const id = await createRun(service);
    const bad = bodyWith(Buffer.from("not a zip at all, only a text"));
    const first = await problemOf(await send(id, KEYED, bad), 400, "ARCHIVE_NOT_A_ZIP");
    expect(await problemOf(await send(id, KEYED, bad), 400, "ARCHIVE_NOT_A_ZIP")).toEqual(first);
  });

  test("is a first one again where the first was refused before it was whole", async () => {
    const id = await createRun(service);
    await problemOf(await send(id, KEYED, BODY.subarray(0, 300)), 400, "REQUEST_FORM_INVALID");
    await expectOpen(id);
    expect((await send(id, KEYED)).status).toBe(200);
  });
});

describe("a `Content-Digest`", () => {
  test.for([
    ["of other bytes", BODY],
    ["of the package alone", BODY],
    ["of the form without what comes after it", Buffer.concat([BODY, Buffer.from("and more after it")])],
  ] as const)("%s is answered 400, and the run stays open", async ([what, body]) => {
    const id = await createRun(service);
    const of = { "of the package alone": A_PACKAGE, "of other bytes": Buffer.from("other") }[what as string] ?? BODY;
    const answer = await send(id, { ...KEYED, "content-digest": digestOf(of) }, body);
    expect(await problemOf(answer, 400, "REQUEST_DIGEST_MISMATCH")).toMatchObject({ request_id: id });
    await expectOpen(id);
    expect((await send(id, { ...KEYED, ...DIGESTED })).status).toBe(200);
  });

  test("that is not written as one is answered 400 at once, as is a bad key, and an unknown id is told first", async () => {
    const id = await createRun(service);
    const bad = { "content-digest": "sha-256=abc", "idempotency-key": "a b" };
    const document = await problemOf(await send(id, bad), 400, "REQUEST_KEY_INVALID");
    expect(document.errors?.map(({ code }) => code)).toEqual(["REQUEST_KEY_INVALID", "REQUEST_DIGEST_INVALID"]);
    expect(document.request_id).toBe(id);
    await problemOf(await send("0".repeat(26), bad), 404, "RUN_NOT_FOUND");
    await expectOpen(id);
  });

  test("of an algorithm that is not known is not looked at", async () => {
    const id = await createRun(service);
    expect((await send(id, { "content-digest": "sha-512=:AAAA:" })).status).toBe(200);
  });

  test("is looked at for every form", async () => {
    const url = `${service.url}/v1/skill-packages/validate`;
    const type = "multipart/form-data; boundary=b";
    const ask = (digest: string) =>
      fetch(url, {
        method: "POST",
        body: new Uint8Array(BODY),
        headers: { "content-type": type, "content-digest": digest },
      });
    expect((await ask(digestOf(BODY))).status).toBe(200);
    await problemOf(await ask(digestOf(A_PACKAGE)), 400, "REQUEST_DIGEST_MISMATCH");
    await problemOf(await ask("md5"), 400, "REQUEST_DIGEST_INVALID");
  });
});
