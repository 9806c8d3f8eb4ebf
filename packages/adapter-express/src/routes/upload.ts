// POST …/{id}/upload: the package and its inputs, streamed into a claimed upload. (req B5; design §3, §7)
import { refusal, statusOf, type Refusal, type StagedRun, type UploadSession } from "@mayfly/core";
import { cacheHitOf, type UploadAnswer } from "@mayfly/core/contract";
import { err, ok, type Result } from "neverthrow";
import type { Request } from "express";
import { sendJson } from "../answers/send-json.ts";
import { sendProblem } from "../answers/send-problem.ts";
import { announcesTooMuch, refuseFormType } from "../upload/form-head.ts";
import { receiveForm } from "../upload/receive-form.ts";
import { endedMeanwhile, runReceiver } from "../upload/run-receiver.ts";
import type { Handler } from "./mount-route.ts";
import { addressOf, type RunContext } from "./run-context.ts";

export function upload(context: RunContext): Handler {
  const { mayfly } = context;
  return async (req, res) => {
    const address = addressOf(context, req, res);
    const wrongType = refuseFormType(req);
    if (wrongType !== null) {
      // An id that is not there is the worse mistake, and is told first; nothing is claimed to find out.
      const found = await mayfly.find(address);
      return sendProblem(req, res, found.isErr() ? found.error : { ...wrongType, run: found.value.id });
    }
    const claimed = await mayfly.claimUpload(address);
    if (claimed.isErr()) return sendProblem(req, res, claimed.error);
    const staged = await take(context, req, claimed.value);
    if (staged.isErr()) return sendProblem(req, res, staged.error);
    const { run, extractedFiles } = staged.value;
    const answer: UploadAnswer = {
      request_id: run.id,
      ...cacheHitOf(run),
      status: statusOf(run.state.phase),
      extracted_files: extractedFiles,
    };
    return sendJson(res, 200, answer);
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
    const staged = await session.finish();
    if (staged.isErr()) return err(session.signal.aborted ? endedMeanwhile(session) : staged.error);
    return ok(staged.value);
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
