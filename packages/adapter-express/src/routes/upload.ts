// POST …/{id}/upload: the package and its inputs, streamed into a claimed upload. (req B5; design §3, §7)
import { refusal, statusOf, type Refusal, type StagedRun, type UploadMark, type UploadSession } from "@mayfly/core";
import {
  cacheHitOf,
  CONTENT_DIGEST_HEADER,
  IDEMPOTENCY_KEY_HEADER,
  parseContentDigest,
  parseIdempotencyKey,
  type UploadAnswer,
} from "@mayfly/core/contract";
import { err, ok, type Result } from "neverthrow";
import type { Request } from "express";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import { announcesTooMuch, refuseFormType } from "../upload/form-head.ts";
import { receiveForm } from "../upload/receive-form.ts";
import { runReceiver } from "../upload/run-receiver.ts";
import type { Handler } from "./mount-route.ts";
import { refusalOfProblems } from "./refusal-of-problems.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function upload(context: RunContext): Handler {
  const { mayfly } = context;
  return async (req, res) => {
    const address = addressOf(context, req, res);
    const head = readHead(req);
    if (head.isErr()) {
      // An id that is not there is the worse mistake, and is told first; nothing is claimed to find out.
      const found = await mayfly.find(address);
      return sendProblem(req, res, found.isErr() ? found.error : { ...head.error, run: found.value.id });
    }
    const mark = head.value;
    const before = mark === null ? ok(null) : await mayfly.findUploaded(address, mark);
    if (before.isErr()) return sendProblem(req, res, before.error);
    if (before.value !== null) return sendJson(res, 200, toAnswer(before.value), req);
    const claimed = await mayfly.claimUpload(address, mark);
    if (claimed.isErr()) {
      // The very same upload may have come between the two questions.
      const meanwhile = mark === null ? ok(null) : await mayfly.findUploaded(address, mark);
      if (meanwhile.isErr()) return sendProblem(req, res, meanwhile.error);
      if (meanwhile.value !== null) return sendJson(res, 200, toAnswer(meanwhile.value), req);
      return sendProblem(req, res, claimed.error);
    }
    const staged = await take(context, req, claimed.value);
    if (staged.isErr()) return sendProblem(req, res, staged.error);
    return sendJson(res, 200, toAnswer(staged.value));
  };
}

/** What the client says of its upload, `null` for nothing. */
function readHead(req: Request): Result<UploadMark | null, Refusal> {
  const wrongType = refuseFormType(req);
  if (wrongType !== null) return err(wrongType);
  const key = parseIdempotencyKey(req.get(IDEMPOTENCY_KEY_HEADER));
  const digest = parseContentDigest(req.get(CONTENT_DIGEST_HEADER));
  if (key.isErr() || digest.isErr()) {
    return err(refusalOfProblems([key, digest].flatMap((each) => (each.isErr() ? [each.error] : []))));
  }
  return ok(key.value === null && digest.value === null ? null : { key: key.value, digest: digest.value });
}

function toAnswer({ run, extractedFiles }: StagedRun): UploadAnswer {
  return {
    request_id: run.id,
    ...cacheHitOf(run),
    status: statusOf(run.state.phase),
    extracted_files: extractedFiles,
  };
}

/** From here on the session is ended on every path. */
async function take(context: RunContext, req: Request, session: UploadSession): Promise<Result<StagedRun, Refusal>> {
  try {
    const tooLarge = refuseSize(context, req, session);
    if (tooLarge !== null) {
      await session.refuse(tooLarge);
      return err(tooLarge);
    }
    const received = await receiveForm(req, runReceiver(session), context.bodyPace);
    if (received.isErr()) return err(received.error);
    return await session.finish();
  } finally {
    await session.giveBack();
  }
}

/** A body that says itself that it is larger than any good one is not read at all. */
function refuseSize({ mayfly }: RunContext, req: Request, session: UploadSession): Refusal | null {
  const { packageLimits, inputLimits } = mayfly.options;
  if (!announcesTooMuch(req, packageLimits.maxBytes + inputLimits.maxBytes)) return null;
  const message = `The upload is larger than a package of ${packageLimits.maxBytes} and inputs of ${inputLimits.maxBytes} bytes, which is the most this server takes.`;
  return refusal("REQUEST_TOO_LARGE", message, { run: session.run.id });
}
