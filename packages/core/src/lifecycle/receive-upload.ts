// Receive: an upload is claimed before its body is read, kept part by part, and then judged and staged. (design §2, §3)
import { err, ok, type Result } from "neverthrow";
import { PLACE_HOLDING_PHASES } from "../run/phase.ts";
import type { Run, RunIn } from "../run/run.ts";
import type { ReceivedPart, UploadPart } from "../ports/uploads.ts";
import type { Work } from "./active-work.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { endRun, failure } from "./end-run.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { giveBack } from "./give-back.ts";
import { judgeUpload } from "./judge-upload.ts";
import { refusal, refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import { stageRun, type StagedRun } from "./stage-run.ts";

/** How long a client should wait for a place in the queue, in seconds. */
const RETRY_QUEUE_SECONDS = 5;

/**
 * One claimed upload. Exactly one of `finish`, `refuse` and `giveBack` ends it, or a part that was refused;
 * calls after the end change nothing.
 */
export interface UploadSession {
  readonly run: Run;
  /** Aborts when the run was canceled or the server stops: nobody needs the rest of the body. */
  readonly signal: AbortSignal;
  /** Keeps one part. A part over its limit ends the run; one that breaks off gives the claim back. */
  receive(part: UploadPart, body: AsyncIterable<Uint8Array>): Promise<Result<ReceivedPart, Refusal>>;
  /** Judges what was received, stages it and puts the run into the queue. */
  finish(): Promise<Result<StagedRun, Refusal>>;
  /** Ends the run: what is being sent could never be accepted. */
  refuse(why: Refusal): Promise<void>;
  /** Removes what was received; the run awaits its upload again. */
  giveBack(): Promise<void>;
}

/**
 * Claims the upload of a run, and with it a place in the queue.
 * Fails with `RUN_NOT_FOUND`, `RUN_ALREADY_STARTED`, `RUN_UPLOAD_EXPIRED` and `RUN_QUEUE_FULL`.
 */
export async function claimUpload(context: Context, address: RunAddress): Promise<Result<UploadSession, Refusal>> {
  const { ports, active } = context;
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const { id } = found.value;
  if (found.value.state.phase !== "awaiting_upload") return alreadyStarted(found.value);
  const work = await active.beginAfterBrief(id);
  if (work === null) return alreadyStarted(found.value);
  const claimed = await claim(context, found.value);
  if (claimed.isErr()) {
    work.finish();
    return err(claimed.error);
  }
  ports.log.info("upload claimed", { run: id });
  return ok(session(context, claimed.value, work));
}

async function claim(context: Context, run: Run): Promise<Result<RunIn<"receiving">, Refusal>> {
  const { ports, options } = context;
  if (run.state.phase !== "awaiting_upload") return alreadyStarted(run);
  if (run.state.dueAt <= ports.clock.now()) return expire(context, run);
  const attempt = ports.ids.attemptId();
  const state = { phase: "receiving", attempt, dueAt: run.state.dueAt } as const;
  const place = { phases: PLACE_HOLDING_PHASES, below: options.maxQueued };
  const committed = await commit(context, run, "claim_upload", state, {}, place);
  if (committed.isOk()) return ok({ ...committed.value, state });
  if (committed.error.kind === "conflict") return alreadyStarted(run);
  if (committed.error.kind === "full") {
    return refuse("RUN_QUEUE_FULL", `The queue is full (${committed.error.limit} runs); try the same upload again later.`, {
      run: run.id,
      retryAfterSeconds: RETRY_QUEUE_SECONDS,
    });
  }
  return err(refusalOfFault(committed.error, run.id, ports.log));
}

async function expire(context: Context, run: Run): Promise<Result<never, Refusal>> {
  const message = "The upload did not come in time; create a new request.";
  await endRun(context, run, failure("RUN_UPLOAD_EXPIRED", message));
  return refuse("RUN_UPLOAD_EXPIRED", message, { run: run.id });
}

function alreadyStarted(run: Run): Result<never, Refusal> {
  return refuse("RUN_ALREADY_STARTED", "This run has its upload already, or one is under way.", { run: run.id });
}

function session(context: Context, claimed: RunIn<"receiving">, work: Work): UploadSession {
  const { ports } = context;
  const { attempt } = claimed.state;
  let ended = false;
  let packageSha256: string | null = null;

  /** Ends the session once, with `last` as its last act. */
  const end = async <T>(last: () => Promise<T>): Promise<T> => {
    ended = true;
    try {
      return await last();
    } finally {
      work.finish();
    }
  };

  return {
    run: claimed,
    signal: work.signal,
    async receive(part, body) {
      if (ended) return refuse("REQUEST_UPLOAD_BROKEN", "The upload has ended.", { run: claimed.id });
      const maxBytes = limitOf(context, part);
      const received = await ports.uploads.receive(claimed.id, attempt, part, body, maxBytes, work.signal);
      if (received.isOk()) {
        if (part === "package") packageSha256 = received.value.sha256;
        return ok(received.value);
      }
      const why = received.error;
      if (why.kind === "too_large") {
        const refused = tooLarge(part, why.limit, claimed);
        await end(() => endRun(context, claimed, failure(refused.code, refused.message)));
        return err(refused);
      }
      await end(() => giveBack(context, claimed));
      if (why.kind === "broken_off") {
        return refuse("REQUEST_UPLOAD_BROKEN", "The upload broke off; the run still awaits it.", { run: claimed.id });
      }
      return err(refusalOfFault(why, claimed.id, ports.log));
    },
    async finish() {
      if (ended) return refuse("REQUEST_UPLOAD_BROKEN", "The upload has ended.", { run: claimed.id });
      const sha256 = packageSha256;
      if (sha256 !== null) return end(() => judgeAndStage(context, claimed, sha256, work.signal));
      await end(() => giveBack(context, claimed));
      return refuse("REQUEST_PART_MISSING", "The part `skill_package` is missing; the run still awaits it.", { run: claimed.id });
    },
    async refuse(why) {
      if (!ended) await end(() => endRun(context, claimed, failure(why.code, why.message, why.problems)));
    },
    async giveBack() {
      if (!ended) await end(() => giveBack(context, claimed));
    },
  };
}

async function judgeAndStage(
  context: Context,
  claimed: RunIn<"receiving">,
  packageSha256: string,
  signal: AbortSignal,
): Promise<Result<StagedRun, Refusal>> {
  const { attempt } = claimed.state;
  const state = { phase: "staging", attempt, dueAt: claimed.state.dueAt, packageSha256 } as const;
  const staging = await commit(context, claimed, "stage", state);
  if (staging.isErr()) return lost(context, claimed);
  const run = { ...staging.value, state };
  const judged = await judgeUpload(context, run, signal);
  const staged = judged.isErr() ? err(judged.error) : await stageRun(context, run, judged.value, signal);
  if (staged.isOk()) return ok(staged.value);
  const { refusal: refused, ends } = staged.error;
  if (signal.aborted) return lost(context, run);
  if (ends) await endRun(context, run, failure(refused.code, refused.message, refused.problems));
  else await giveBack(context, run);
  return err(refused);
}

/** Somebody canceled the run meanwhile, or the server stops: the one who did cleans, and gives back what is still ours. */
async function lost(context: Context, run: Run): Promise<Result<never, Refusal>> {
  await giveBack(context, run);
  return refuse("RUN_CANCELED", "The run was ended while its upload was under way.", { run: run.id });
}

function limitOf({ options }: Context, part: UploadPart): number {
  return part === "package" ? options.packageLimits.maxBytes : options.inputLimits.maxBytes;
}

function tooLarge(part: UploadPart, limit: number, run: Run): Refusal {
  const what = part === "package" ? "package" : "input zip";
  return refusal("REQUEST_TOO_LARGE", `The ${what} is larger than ${limit} bytes, which is the most this server takes.`, {
    run: run.id,
  });
}
