// Claim: an upload is promised its place in the queue before its body is read. (design §2, §3)
import { err, ok, type Result } from "neverthrow";
import { awaitsFiles } from "../run/awaits-files.ts";
import { PLACE_HOLDING_PHASES } from "../run/phase.ts";
import type { CountGuard } from "../ports/run-store.ts";
import type { Run, RunIn } from "../run/run.ts";
import type { UploadMark } from "../run/upload-mark.ts";
import type { Work } from "./active-work.ts";
import { commit } from "./commit.ts";
import type { Context } from "./context.ts";
import { endRun, failure } from "./end-run.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { withInstalledPackage } from "./installed-package.ts";
import { uploadSession, type UploadSession } from "./receive-upload.ts";
import { refuseWithoutRoom } from "./refuse-without-room.ts";
import { refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import { notAwaiting, stopping, UPLOAD_EXPIRED } from "./upload-refusals.ts";

/** How long a client should wait for a place in the queue, in seconds. */
const RETRY_QUEUE_SECONDS = 5;

/** How long a client should wait that came while somebody else was about to claim the run, in seconds. */
const RETRY_CLAIM_SECONDS = 1;

/** What the claim of an upload takes and leaves on record. */
export interface Claim {
  readonly place?: CountGuard;
  readonly mark?: UploadMark | null;
}

/**
 * Claims the upload of a run, and with it a place in the queue; `mark` is what the client said of its upload.
 * Fails with `RUN_NOT_FOUND`, `RUN_ALREADY_STARTED`, `RUN_UPLOAD_EXPIRED`, `RUN_CANCELED`, `RUN_NO_SPACE`
 * and `RUN_QUEUE_FULL`.
 */
export async function claimUpload(
  context: Context,
  address: RunAddress,
  mark: UploadMark | null = null,
): Promise<Result<UploadSession, Refusal>> {
  const { active } = context;
  const found = await findRun(context, address);
  if (found.isErr()) return err(found.error);
  const { id } = found.value;
  if (found.value.state.phase !== "awaiting_upload") return err(notAwaiting(found.value));
  if (active.closed) return err(stopping(id));
  const noRoom = await refuseWithoutRoom(context, id);
  if (noRoom !== null) return err(noRoom);
  const work = await active.beginAfterBrief(id);
  if (work === null) return err(await whyNot(context, found.value));
  return claimHolding(context, found.value, work, { place: placeInQueue(context), mark });
}

/** The same for whoever holds the run by `work`, which the session or a refusal ends. */
export async function claimHolding(
  context: Context,
  run: Run,
  work: Work,
  wanted: Claim = {},
): Promise<Result<UploadSession, Refusal>> {
  const { ports, active } = context;
  let claimed: Result<RunIn<"receiving">, Refusal> | null = null;
  try {
    claimed = active.closed ? err(stopping(run.id)) : await claim(context, run, wanted);
  } finally {
    if (claimed?.isOk() !== true) work.finish();
  }
  if (claimed.isErr()) return err(claimed.error);
  ports.log.info("upload claimed", { run: run.id });
  const session = uploadSession(context, claimed.value, work);
  const { skillId } = claimed.value.request;
  const { catalog } = ports;
  if (skillId === null || catalog === undefined) return ok(session);
  return ok(withInstalledPackage(context, session, skillId, catalog));
}

/** A place in the queue, promised before a body is read. */
export function placeInQueue({ options }: Context): CountGuard {
  return { phases: PLACE_HOLDING_PHASES, below: options.maxQueued };
}

async function claim(
  context: Context,
  run: Run,
  { place, mark = null }: Claim,
): Promise<Result<RunIn<"receiving">, Refusal>> {
  const { ports } = context;
  if (run.state.phase !== "awaiting_upload") return err(notAwaiting(run));
  if (awaitsFiles(run) && run.state.dueAt <= ports.clock.now()) return expire(context, run);
  const attempt = ports.ids.attemptId();
  const state = { phase: "receiving", attempt, dueAt: run.state.dueAt } as const;
  const committed = await commit(context, run, "claim_upload", state, { upload: mark }, place);
  if (committed.isOk()) return ok({ ...committed.value, state });
  if (committed.error.kind === "conflict") return err(await whyNot(context, run));
  if (committed.error.kind === "full") {
    return refuse(
      "RUN_QUEUE_FULL",
      `The queue is full (${committed.error.limit} runs); try the same upload again later.`,
      {
        run: run.id,
        retryAfterSeconds: RETRY_QUEUE_SECONDS,
      },
    );
  }
  return err(refusalOfFault(committed.error, run.id, ports.log));
}

/** Somebody was quicker; what they did to the run is on its record, or will be in a moment. */
async function whyNot(context: Context, run: Run): Promise<Refusal> {
  const current = await findRun(context, run);
  if (current.isErr()) return current.error;
  const why = notAwaiting(current.value);
  return current.value.state.phase === "awaiting_upload" ? { ...why, retryAfterSeconds: RETRY_CLAIM_SECONDS } : why;
}

async function expire(context: Context, run: Run): Promise<Result<never, Refusal>> {
  await endRun(context, run, failure("RUN_UPLOAD_EXPIRED", UPLOAD_EXPIRED));
  return refuse("RUN_UPLOAD_EXPIRED", UPLOAD_EXPIRED, { run: run.id });
}
