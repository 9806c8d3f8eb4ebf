// Does whoever takes a form hear of the parts that it has, and of no other?
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { refusal, type Refusal } from "@mayfly/core";
import { err, ok } from "neverthrow";
import { expect, test } from "vitest";
import { DEFAULT_BODY_PACE } from "../body/stall-guard.ts";
import type { FormReceiver } from "./form-shape.ts";
import { receiveForm } from "./receive-form.ts";

/** Sends `form` to a receiver of the files `a` and `b` and the text `note`; answers what that heard, and the verdict. */
async function received(form: FormData): Promise<{ readonly heard: readonly string[]; readonly verdict: string }> {
  const heard: string[] = [];
  const receiver: FormReceiver = {
    shape: { files: ["a", "b"], texts: ["note"] },
    run: null,
    signal: new AbortController().signal,
    afterwards: "",
    unwanted: () => refusal("REQUEST_UNAVAILABLE", "Nobody wants it."),
    async file(field, body, fileName) {
      let bytes = 0;
      for await (const chunk of body) bytes += chunk.length;
      heard.push(`${field} ${fileName} ${bytes}`);
      return ok({ bytes, sha256: "" });
    },
    text(field, value) {
      heard.push(`${field} ${value}`);
      return value === "bad" ? refusal("REQUEST_INVALID", "Bad.") : null;
    },
  };
  return { heard, ...(await receivedBy(receiver, form)) };
}

async function receivedBy(
  receiver: FormReceiver,
  form: FormData,
  headers: Record<string, string> = {},
): Promise<{ readonly verdict: string }> {
  const server = createServer((req, res) => {
    void receiveForm(req, receiver, DEFAULT_BODY_PACE).then((end) => res.end(end.isOk() ? "whole" : end.error.code));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: form, headers });
  const verdict = await answer.text();
  server.closeAllConnections();
  server.close();
  return { verdict };
}

function formOf(parts: readonly (readonly [name: string, value: string | number])[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), `${name}.bin`);
  }
  return form;
}

test("files and texts come in their order, with the client's names", async () => {
  const parts = [
    ["b", 100_000],
    ["note", "good"],
    ["a", 1],
  ] as const;
  expect(await received(formOf(parts))).toEqual({
    heard: expect.arrayContaining(["b b.bin 100000", "note good", "a a.bin 1"]),
    verdict: "whole",
  });
});

test.for([
  ["REQUEST_PART_UNKNOWN", [["c", 10]]],
  ["REQUEST_FORM_INVALID", [["note", 10]]],
  ["REQUEST_FORM_INVALID", [["a", "text"]]],
] as const)("what is refused as %s is given to nobody", async ([code, parts]) => {
  expect(await received(formOf(parts))).toEqual({ heard: [], verdict: code });
});

test("a text that is refused ends the form", async () => {
  expect(await received(formOf([["note", "bad"]]))).toEqual({ heard: ["note bad"], verdict: "REQUEST_INVALID" });
});

/** Refuses its one part with `code`, a while after that began to come in. */
function refusingSlowly(code: Refusal["code"], signal: AbortSignal, onPart?: () => void): FormReceiver {
  return {
    shape: { files: ["a"], texts: [] },
    run: null,
    signal,
    afterwards: "",
    unwanted: () => refusal("REQUEST_UNAVAILABLE", "Nobody wants it."),
    async file() {
      onPart?.();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return err(refusal(code, "Refused."));
    },
    text: () => null,
  };
}

test.for([
  ["REQUEST_TOO_LARGE", "REQUEST_TOO_LARGE"],
  ["REQUEST_UPLOAD_BROKEN", "REQUEST_UNAVAILABLE"],
] as const)("a part that is refused as %s while nobody wants the form any more is told as %s", async ([code, told]) => {
  const abort = new AbortController();
  const receiver = refusingSlowly(code, abort.signal, () => abort.abort());
  expect((await receivedBy(receiver, formOf([["a", 100_000]]))).verdict).toBe(told);
});

test("a part that is refused while the body turns out to be another one is told, and not to be sent again", async () => {
  const digest = { "content-digest": `sha-256=:${Buffer.alloc(32).toString("base64")}:` };
  const receiver = refusingSlowly("REQUEST_TOO_LARGE", new AbortController().signal);
  expect((await receivedBy(receiver, formOf([["a", 10]]), digest)).verdict).toBe("REQUEST_TOO_LARGE");
});
