// How does a form become the parts of a claimed upload? (design §3, §7 Upload)
import { refusal, type Refusal, type UploadSession } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import type { IncomingMessage } from "node:http";
import { pumpBody, type PumpEnd } from "../body/pump-body.ts";
import type { BodyPace } from "../body/stall-guard.ts";
import { formInvalid, partOf } from "./form-parts.ts";
import { parseForm } from "./parse-form.ts";
import { createUploadsStorage } from "./uploads-storage.ts";

/** Bytes of a form that are not in its two files: borders, part headers, and what an odd client puts between them. */
export const FORM_SLACK_BYTES = 1024 * 1024;

/**
 * Reads the body into `session`, which the caller ends. The first thing that is wrong stops the reading at once; when
 * this resolves, nothing is being kept any more.
 */
export async function receiveForm(
  req: IncomingMessage,
  session: UploadSession,
  pace: BodyPace,
): Promise<Result<void, Refusal>> {
  const settled = Promise.withResolvers<Refusal | null>();
  const refuse = (why: Refusal): void => settled.resolve({ ...why, run: session.run.id });
  const whole = (): void => settled.resolve(null);
  const stop = new AbortController();

  const storage = createUploadsStorage(async (field, body) => {
    const refused = stop.signal.aborted ? null : await keep(session, field, body);
    if (refused !== null) refuse(refused);
  });
  const onAbort = (): void => refuse(endedMeanwhile(session));
  session.signal.addEventListener("abort", onAbort, { once: true });
  if (session.signal.aborted) onAbort();

  // A file that was given up breaks the form behind it; what counts is why it was given up, which `keep` tells.
  const refuseForm = (why: Refusal): void => {
    if (!storage.stopped) refuse(why);
  };
  const form = parseForm(req.headers, storage, refuseForm, whole);
  let read = 0;
  const take = (chunk: Buffer): Promise<void> | undefined => {
    // The rest of a file that was given up is not what the refusal is about.
    if (storage.stopped) return undefined;
    read += chunk.length;
    if (read - storage.taken > FORM_SLACK_BYTES) refuse(formInvalid("The form holds too much besides its two files."));
    return form?.write(chunk);
  };
  void pumpBody(req, take, pace, stop.signal).then((how) => (how === "ended" ? form?.end() : tellEnd(how, refuse)));

  const refused = await settled.promise;
  session.signal.removeEventListener("abort", onAbort);
  stop.abort();
  form?.destroy();
  await storage.idle();
  return refused === null ? ok() : err(refused);
}

async function keep(session: UploadSession, field: string, body: AsyncIterable<Uint8Array>): Promise<Refusal | null> {
  const part = partOf(field);
  // Refused already, when its header came.
  if (part === null) return null;
  const received = await session.receive(part, body);
  if (received.isErr()) return received.error;
  return received.value.bytes > 0 ? null : refusal("REQUEST_PART_EMPTY", `The part \`${field}\` is an empty file.`);
}

function tellEnd(how: Exclude<PumpEnd, "ended">, refuse: (refusal: Refusal) => void): void {
  if (how === "stalled") {
    refuse(
      refusal("REQUEST_UPLOAD_STALLED", "The upload came too slowly, or stopped coming; the run still awaits it."),
    );
  } else if (how === "gone") {
    refuse(refusal("REQUEST_UPLOAD_BROKEN", "The upload broke off; the run still awaits it."));
  }
}

/** What a client hears whose upload nobody needs any more. */
export function endedMeanwhile(session: UploadSession): Refusal {
  const run = session.run.id;
  if (session.signal.reason === "shutdown") {
    const message = "The server is shutting down; the run still awaits its upload.";
    return refusal("REQUEST_UNAVAILABLE", message, { run, retryAfterSeconds: 10 });
  }
  return refusal("RUN_CANCELED", "The run was canceled while its upload was under way.", { run });
}
