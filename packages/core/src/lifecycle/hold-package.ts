// How is a package held that no run has to do with, for the time that somebody uses it?
import { err, ok, type Result } from "neverthrow";
import type { ReceivedPart, OpenedPart } from "../ports/uploads.ts";
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";
import { refuseWithoutRoom } from "./refuse-without-room.ts";
import { refusal, refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import { tooLarge } from "./upload-refusals.ts";

/** How long a client should wait for a place, in seconds. */
const RETRY_SECONDS = 5;

/** Where one package is put. */
export interface PackagePlace {
  /** Aborts when the server stops, or when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Keeps the package; a refused one can be followed by nothing. */
  receive(body: AsyncIterable<Uint8Array>): Promise<Result<ReceivedPart, Refusal>>;
}

/**
 * Holds the package that `deliver` puts into its place for as long as `use` takes; a refusal of either is the answer.
 * The package lies among the uploads, under a name without a record, so that a crash leaves what the sweep removes.
 * Fails with `REQUEST_VALIDATIONS_FULL`, `REQUEST_TOO_LARGE`, `REQUEST_PART_MISSING`, `REQUEST_UNAVAILABLE`,
 * `RUN_NO_SPACE` and, when nobody is there to hear it, `REQUEST_UPLOAD_BROKEN`.
 * @param signal aborts when nobody waits for the answer any more
 */
export async function holdPackage<Said, Answer>(
  context: Context,
  deliver: (place: PackagePlace) => Promise<Result<Said, Refusal>>,
  use: (pkg: OpenedPart, said: Said, signal: AbortSignal) => Promise<Result<Answer, Refusal>>,
  signal: AbortSignal,
): Promise<Result<Answer, Refusal>> {
  const { ports, options, active, validating } = context;
  if (active.closed) return err(stopping());
  if (validating.size >= options.maxValidating) {
    const message = `${options.maxValidating} packages are being validated, which is the most at once; try again later.`;
    return refuse("REQUEST_VALIDATIONS_FULL", message, { retryAfterSeconds: RETRY_SECONDS });
  }
  const name = ports.ids.runId();
  const work = active.begin(name);
  if (work === null) throw new Error("An id was given twice.");
  validating.add(name);
  const stop = AbortSignal.any([work.signal, signal]);
  const unwanted = (): Refusal => (work.signal.aborted ? stopping() : brokenOff());
  try {
    const noRoom = await refuseWithoutRoom(context, null);
    if (noRoom !== null) return err(noRoom);
    const answer = await hold(context, name, deliver, use, stop, unwanted);
    // What was asked to stop answers as if something were out of reach, and that is no fault for anybody.
    return answer.isErr() && stop.aborted ? err(unwanted()) : answer;
  } finally {
    try {
      await remove(context, name);
    } finally {
      validating.delete(name);
      work.finish();
    }
  }
}

async function hold<Said, Answer>(
  { ports, options }: Context,
  name: RunId,
  deliver: (place: PackagePlace) => Promise<Result<Said, Refusal>>,
  use: (pkg: OpenedPart, said: Said, signal: AbortSignal) => Promise<Result<Answer, Refusal>>,
  stop: AbortSignal,
  unwanted: () => Refusal,
): Promise<Result<Answer, Refusal>> {
  const attempt = ports.ids.attemptId();
  const { maxBytes } = options.packageLimits;
  const delivered = await deliver({
    signal: stop,
    async receive(body) {
      const received = await ports.uploads.receive(name, attempt, "package", body, maxBytes, stop);
      if (received.isOk()) return ok(received.value);
      const why = received.error;
      if (why.kind === "too_large") return err(tooLarge("package", why.limit, null));
      return err(why.kind === "broken_off" ? unwanted() : refusalOfFault(why, null, ports.log));
    },
  });
  if (delivered.isErr()) return err(delivered.error);
  if (stop.aborted) return err(unwanted());

  const opened = await ports.uploads.open(name, attempt, "package");
  if (opened.isErr()) return err(refusalOfFault(opened.error, null, ports.log));
  if (opened.value === null) return refuse("REQUEST_PART_MISSING", "The part `skill_package` is missing.");
  try {
    return await use(opened.value, delivered.value, stop);
  } finally {
    await opened.value.close();
  }
}

async function remove({ ports }: Context, name: RunId): Promise<void> {
  const removed = await ports.uploads.remove(name);
  if (removed.isOk()) return;
  ports.log.warn("a package stays until the sweep", { run: name, message: removed.error.message });
  ports.counters.count("cleanups_failed", { at: "hold" });
}

function stopping(): Refusal {
  return refusal("REQUEST_UNAVAILABLE", "The server is shutting down.", { retryAfterSeconds: 10 });
}

function brokenOff(): Refusal {
  return refusal("REQUEST_UPLOAD_BROKEN", "The upload broke off.");
}
