// How does a body become the parts of a form, each with whoever takes it? (design §3, §7 Upload)
import { refusal, type Refusal } from "@mayfly/core";
import { CONTENT_DIGEST_HEADER, parseContentDigest } from "@mayfly/core/contract";
import { err, ok, type Result } from "neverthrow";
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { pumpBody, type PumpEnd } from "../body/pump-body.ts";
import type { BodyPace } from "../body/stall-guard.ts";
import { FORM_SLACK_BYTES } from "./form-head.ts";
import { formInvalid } from "./form-parts.ts";
import type { FormReceiver } from "./form-shape.ts";
import { parseForm } from "./parse-form.ts";
import { createUploadsStorage } from "./uploads-storage.ts";

/**
 * Reads the body into `receiver`. The first thing that is wrong stops the reading at once; when this resolves, nothing
 * is being kept any more.
 */
export async function receiveForm(
  req: IncomingMessage,
  receiver: FormReceiver,
  pace: BodyPace,
): Promise<Result<void, Refusal>> {
  const { shape, run, signal } = receiver;
  const digest = expectedDigest(req);
  if (digest.isErr()) return err({ ...digest.error, run });
  const settled = Promise.withResolvers<Refusal | null>();
  const stop = new AbortController();
  const refuse = (why: Refusal): void => {
    settled.resolve({ ...why, run });
    stop.abort();
  };

  let ofPart: Refusal | null = null;
  const storage = createUploadsStorage(async (field, body, fileName) => {
    // A part that the form does not have was refused when its header came.
    const refused = stop.signal.aborted ? null : await keep(receiver, field, body, fileName);
    if (refused === null) return;
    ofPart ??= { ...refused, run };
    refuse(refused);
  });
  const onAbort = (): void => refuse(receiver.unwanted());
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();

  const form = parseForm(req.headers, shape, storage, {
    // A file that was given up breaks the form behind it; what counts is why it was given up, which `keep` tells.
    refuse: (why) => {
      if (!storage.stopped) refuse(why);
    },
    text: (field, value) => {
      const refused = receiver.text(field, value);
      if (refused !== null) refuse(refused);
    },
    whole: () => settled.resolve(null),
  });
  const sum = digest.value === null ? null : createHash("sha256");
  let read = 0;
  const take = (chunk: Buffer): Promise<void> | undefined => {
    sum?.update(chunk);
    // The rest of a file that was given up is not what the refusal is about.
    if (storage.stopped) return undefined;
    read += chunk.length;
    if (read - storage.taken > FORM_SLACK_BYTES) refuse(formInvalid("The form holds too much besides its files."));
    return form?.write(chunk);
  };
  void pumpBody(req, take, pace, stop.signal).then((how) => {
    if (how === "ended" && sum !== null && sum.digest("hex") !== digest.value) return refuse(otherBody());
    if (how === "ended") return form?.end();
    const refused = notWhole(how, receiver.afterwards);
    return refused === null ? undefined : refuse(refused);
  });

  const refused = await settled.promise;
  signal.removeEventListener("abort", onAbort);
  stop.abort();
  form?.destroy();
  await storage.idle();
  if (refused === null) return ok();
  // What became of a part counts, whatever else went wrong meanwhile, unless the part broke off because of that.
  return err(ofPart !== null && !isBrokenOff(ofPart) ? ofPart : refused);
}

function isBrokenOff({ code }: Refusal): boolean {
  return code === "REQUEST_UPLOAD_BROKEN";
}

function expectedDigest(req: IncomingMessage): Result<string | null, Refusal> {
  const value = req.headers[CONTENT_DIGEST_HEADER];
  return parseContentDigest(typeof value === "string" ? value : undefined).mapErr((why) =>
    refusal(why.code, why.message, { problems: [why] }),
  );
}

function otherBody(): Refusal {
  const message = "The body that came is not the one that its `Content-Digest` is of; send it again.";
  return refusal("REQUEST_DIGEST_MISMATCH", message);
}

async function keep(
  receiver: FormReceiver,
  field: string,
  body: AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<Refusal | null> {
  const received = await receiver.file(field, body, fileName);
  if (received.isErr()) return received.error;
  return received.value.bytes > 0 ? null : refusal("REQUEST_PART_EMPTY", `The part \`${field}\` is an empty file.`);
}

function notWhole(how: Exclude<PumpEnd, "ended">, afterwards: string): Refusal | null {
  switch (how) {
    case "stalled":
      return refusal("REQUEST_UPLOAD_STALLED", `The upload came too slowly, or stopped coming${afterwards}.`);
    case "gone":
      return refusal("REQUEST_UPLOAD_BROKEN", `The upload broke off${afterwards}.`);
    case "stopped":
      return null;
  }
}
