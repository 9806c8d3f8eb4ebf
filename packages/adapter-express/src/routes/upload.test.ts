// Does `POST …/{id}/upload` take a good form, and refuse each bad one for what it is?
import { uploadAnswerSchema } from "@mayfly/core/contract";
import { zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { A_PACKAGE, AN_INPUT, PACKAGE_FILES } from "../testing/a-package.ts";
import { BASE, createRun, ended, form, problemOf, upload } from "../testing/client.ts";
import { exchange, requestOf } from "../testing/raw-http.ts";
import { startService } from "../testing/start-service.ts";

const service = await startService();
afterAll(() => service.close());

const FILE = 'Content-Disposition: form-data; name="skill_package"; filename="p.zip"\r\nContent-Type: application/zip';

/** A form in the very bytes that are given: part headers and bodies. */
function handmade(
  id: string,
  parts: readonly (readonly [head: string, body: string | Uint8Array])[],
  end = "--b--\r\n",
): Promise<Response> {
  const pieces = parts.flatMap(([head, body]) => [
    `--b\r\n${head}\r\n\r\n`,
    typeof body === "string" ? body : body.slice(),
    "\r\n",
  ]);
  const body = new Blob([...pieces, end]);
  return fetch(`${service.url}${BASE}/${id}/upload`, {
    method: "POST",
    body,
    headers: { "content-type": "multipart/form-data; boundary=b" },
  });
}

/** The run awaits another try, and nothing of this one is left. */
async function expectOpen(id: string): Promise<void> {
  const run = (await service.mayfly.find({ id, kind: "temporary" }))._unsafeUnwrap();
  expect(run.state.phase).toBe("awaiting_upload");
  expect((await service.uploads.measure(run.id))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
}

describe("upload()", () => {
  test("stages the package and its inputs and puts the run into the queue", async () => {
    const id = await createRun(service);
    const answer = await upload(service, id, form({ skill_package: A_PACKAGE, file: AN_INPUT }));
    expect(uploadAnswerSchema.parse(await answer.json())).toEqual({
      request_id: id,
      status: "queued",
      extracted_files: PACKAGE_FILES + 1,
    });
    expect(await ended(service, id)).toMatchObject({ status: "succeeded", skill_id: "echo" });
  });

  test("takes the parts in any order", async () => {
    const id = await createRun(service);
    const inputs = zipSync({ numbers: new Uint8Array(300_000) });
    expect((await upload(service, id, form({ file: inputs, skill_package: A_PACKAGE }))).status).toBe(200);
  });

  test("takes a browser's form with an input that nobody filled in", async () => {
    const id = await createRun(service);
    const empty = 'Content-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream';
    expect(
      (
        await handmade(id, [
          [FILE, A_PACKAGE],
          [empty, ""],
        ])
      ).status,
    ).toBe(200);
  });

  test("answers 404 for an id that is not there, whatever is sent", async () => {
    await problemOf(await upload(service, "0".repeat(26)), 404, "RUN_NOT_FOUND");
    await problemOf(await upload(service, "nobody"), 404, "RUN_NOT_FOUND");
    await problemOf(await fetch(`${service.url}${BASE}/nobody/upload`, { method: "POST" }), 404, "RUN_NOT_FOUND");
  });

  test("answers 409 to a second upload", async () => {
    const id = await createRun(service);
    expect((await upload(service, id)).status).toBe(200);
    const document = await problemOf(await upload(service, id), 409, "RUN_ALREADY_STARTED");
    expect(document.request_id).toBe(id);
  });

  test("lets exactly one of two racing uploads in", async () => {
    const id = await createRun(service);
    const answers = await Promise.all([upload(service, id), upload(service, id)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await ended(service, id)).toMatchObject({ status: "succeeded" });
  });

  test("answers 429 with Retry-After when the queue is full, and takes the same upload later", async () => {
    const full = await startService({ mayfly: { maxQueued: 0 } });
    const id = await createRun(full);
    const answer = await upload(full, id);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    await problemOf(answer, 429, "RUN_QUEUE_FULL");
    await full.close();
  });

  test.for(["application/zip", "multipart/mixed; boundary=b", "application/x-www-form-urlencoded"])(
    "answers 415 to %s",
    async (type) => {
      const id = await createRun(service);
      const answer = await fetch(`${service.url}${BASE}/${id}/upload`, {
        method: "POST",
        body: A_PACKAGE.slice(),
        headers: { "content-type": type },
      });
      const document = await problemOf(answer, 415, "REQUEST_MEDIA_TYPE");
      expect(document.request_id).toBe(id);
      await expectOpen(id);
    },
  );

  test.for([
    ["no boundary", "multipart/form-data", ""],
    ["no part at all", "multipart/form-data; boundary=b", "--b--\r\n"],
    ["a text that is no form", "multipart/form-data; boundary=b", "hello"],
    ["a form that breaks off in a file", "multipart/form-data; boundary=b", `--b\r\n${FILE}\r\n\r\nPK`],
    ["a part header that breaks off", "multipart/form-data; boundary=b", `--b\r\nContent-Disp`],
    ["a part header that is none", "multipart/form-data; boundary=b", `--b\r\n{}\r\n\r\nx\r\n--b--\r\n`],
  ] as const)("refuses %s and leaves the run open", async ([what, type, body]) => {
    const id = await createRun(service);
    const answer = await fetch(`${service.url}${BASE}/${id}/upload`, {
      method: "POST",
      body,
      headers: { "content-type": type },
    });
    await problemOf(answer, 400, what === "no part at all" ? "REQUEST_PART_MISSING" : "REQUEST_FORM_INVALID");
    await expectOpen(id);
  });

  test("refuses a form without the package", async () => {
    const id = await createRun(service);
    const document = await problemOf(await upload(service, id, form({ file: A_PACKAGE })), 400, "REQUEST_PART_MISSING");
    expect(document.detail).toContain("skill_package");
    await expectOpen(id);
  });

  test("refuses an upload without a body", async () => {
    const id = await createRun(service);
    const type = "Content-Type: multipart/form-data; boundary=b";
    const answer = await exchange(service.port, requestOf("POST", `${BASE}/${id}/upload`, [type]));
    expect(JSON.parse(answer.body.toString())).toMatchObject({ status: 400, code: "REQUEST_PART_MISSING" });
    await expectOpen(id);
  });

  test("refuses a form that is packed", async () => {
    const id = await createRun(service);
    const headers = { "content-type": "multipart/form-data; boundary=b", "content-encoding": "gzip" };
    const answer = await fetch(`${service.url}${BASE}/${id}/upload`, { method: "POST", body: "--b--\r\n", headers });
    await problemOf(answer, 415, "REQUEST_MEDIA_TYPE");
  });

  test.for(["skill_package", "file"])("refuses a second `%s`", async (name) => {
    const id = await createRun(service);
    const twice = form({ skill_package: A_PACKAGE, file: A_PACKAGE });
    twice.append(name, new Blob([A_PACKAGE.slice()]), "again.zip");
    const document = await problemOf(await upload(service, id, twice), 400, "REQUEST_PART_REPEATED");
    expect(document.detail).toContain(name);
    await expectOpen(id);
  });

  test("refuses a part that it does not know, by name", async () => {
    const id = await createRun(service);
    const document = await problemOf(
      await upload(service, id, form({ skill_package: A_PACKAGE, extra: A_PACKAGE })),
      400,
      "REQUEST_PART_UNKNOWN",
    );
    expect(document.detail).toContain("`extra`");
    await expectOpen(id);
  });

  test("refuses a text field that it does not know, by name", async () => {
    const id = await createRun(service);
    const data = form({ skill_package: A_PACKAGE });
    data.append("note", "hello");
    const document = await problemOf(await upload(service, id, data), 400, "REQUEST_PART_UNKNOWN");
    expect(document.detail).toContain("`note`");
    await expectOpen(id);
  });

  test.for([
    ["as a text", 'Content-Disposition: form-data; name="skill_package"'],
    [
      "without a file name",
      'Content-Disposition: form-data; name="skill_package"\r\nContent-Type: application/octet-stream',
    ],
  ] as const)("refuses a package that is sent %s, since it would be lost", async ([, head]) => {
    const id = await createRun(service);
    const document = await problemOf(await handmade(id, [[head, "PK"]]), 400, "REQUEST_FORM_INVALID");
    expect(document.detail).toContain("file name");
    await expectOpen(id);
  });

  test("refuses a part without a name", async () => {
    const id = await createRun(service);
    await problemOf(
      await handmade(id, [['Content-Disposition: form-data; filename="x"', "PK"]]),
      400,
      "REQUEST_FORM_INVALID",
    );
    await expectOpen(id);
  });

  test("refuses a form that holds more between its parts than in them", async () => {
    const id = await createRun(service);
    const hidden = ["X-Nothing: 1", new Uint8Array(3 * 1024 * 1024)] as const;
    await problemOf(await handmade(id, [hidden, [FILE, A_PACKAGE]]), 400, "REQUEST_FORM_INVALID");
    await expectOpen(id);
  });

  test("refuses an empty package", async () => {
    const id = await createRun(service);
    const document = await problemOf(
      await upload(service, id, form({ skill_package: new Uint8Array(0) })),
      400,
      "REQUEST_PART_EMPTY",
    );
    expect(document).toMatchObject({ request_id: id });
    await expectOpen(id);
  });

  test("takes a good upload after a bad one", async () => {
    const id = await createRun(service);
    await problemOf(await upload(service, id, form({ extra: A_PACKAGE })), 400, "REQUEST_PART_UNKNOWN");
    expect((await upload(service, id)).status).toBe(200);
  });

  test.for([
    ["what is no zip", new TextEncoder().encode("not a zip at all, only a text"), ["ARCHIVE_NOT_A_ZIP"]],
    ["a zip that was cut off in its middle", A_PACKAGE.slice(0, A_PACKAGE.length / 2), ["ARCHIVE_NO_END_RECORD"]],
    ["a zip that lacks its last bytes", A_PACKAGE.slice(0, -10), ["ARCHIVE_END_RECORD_MISPLACED"]],
    [
      "a zip that is no package",
      zipSync({ "x/y": new Uint8Array(1) }),
      ["PACKAGE_SKILL_MD_MISSING", "PACKAGE_RUNNER_MISSING"],
    ],
  ] as const)("ends the run for %s, with every reason", async ([, bytes, codes]) => {
    const id = await createRun(service);
    const document = await problemOf(await upload(service, id, form({ skill_package: bytes })), 400, codes[0]);
    expect(document.errors?.map(({ code }) => code)).toEqual(codes);
    expect(await ended(service, id)).toMatchObject({
      status: "failed",
      error: { code: codes[0] },
      temporary_files: { state: "removed" },
    });
    const result = await fetch(`${service.url}${BASE}/${id}/result`);
    expect(await result.json()).toMatchObject({ result: { status: "failed", error: { code: codes[0] } } });
  });
});
