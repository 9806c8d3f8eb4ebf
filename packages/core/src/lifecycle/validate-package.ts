// Validate: a package is judged for whoever asks, and nothing of it stays. (design §7)
import { err, ok, type Result } from "neverthrow";
import type { PackageReport, Profile } from "../package/report.ts";
import type { ReceivedPart } from "../ports/uploads.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";
import type { Work } from "./active-work.ts";
import type { Context } from "./context.ts";
import { refusal, refusalOfFault, refuse, type Refusal } from "./refusal.ts";
import { tooLarge } from "./upload-refusals.ts";

/** How long a client should wait for a place, in seconds. */
const RETRY_SECONDS = 5;

/** Where one package is put for the time of its validation. */
export interface ValidationPlace {
  /** Aborts when the server stops, or when nobody waits for the report any more. */
  readonly signal: AbortSignal;
  /** Keeps the package; a refused one can be followed by nothing. */
  receive(body: AsyncIterable<Uint8Array>): Promise<Result<ReceivedPart, Refusal>>;
}

/**
 * Judges the package that `deliver` puts into its place, by the profile that it answers; its refusal is the answer.
 * The package lies among the uploads, under a name without a record, so that a crash leaves what the sweep removes.
 * Fails with `REQUEST_VALIDATIONS_FULL`, `REQUEST_TOO_LARGE`, `REQUEST_PART_MISSING`, `REQUEST_UNAVAILABLE`,
 * `RUN_NO_SPACE` and, when nobody is there to hear it, `REQUEST_UPLOAD_BROKEN`.
 */
export async function validatePackage(
  context: Context,
  deliver: (place: ValidationPlace) => Promise<Result<Profile, Refusal>>,
  signal: AbortSignal,
): Promise<Result<PackageReport, Refusal>> {
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
  try {
    return await validate(context, { name, attempt: ports.ids.attemptId() }, work, deliver, signal);
  } finally {
    try {
      await remove(context, name);
    } finally {
      validating.delete(name);
      work.finish();
    }
  }
}

interface Kept {
  readonly name: RunId;
  readonly attempt: AttemptId;
}

async function validate(
  context: Context,
  { name, attempt }: Kept,
  work: Work,
  deliver: (place: ValidationPlace) => Promise<Result<Profile, Refusal>>,
  signal: AbortSignal,
): Promise<Result<PackageReport, Refusal>> {
  const { ports, options } = context;
  const { packageLimits } = options;
  const stop = AbortSignal.any([work.signal, signal]);
  const unwanted = (): Refusal => (work.signal.aborted ? stopping() : brokenOff());

  const delivered = await deliver({
    signal: stop,
    async receive(body) {
      const received = await ports.uploads.receive(name, attempt, "package", body, packageLimits.maxBytes, stop);
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
    const pkg = { package: opened.value, packageLimits, profile: delivered.value };
    const report = await ports.judge.judgePackage(pkg, stop);
    if (report.isOk()) return ok(report.value);
    // A judge that was asked to stop answers like one that is out of reach, and that is no fault for the log.
    return err(stop.aborted ? unwanted() : refusalOfFault(report.error, null, ports.log));
  } finally {
    await opened.value.close();
  }
}

async function remove({ ports }: Context, name: RunId): Promise<void> {
  const removed = await ports.uploads.remove(name);
  if (removed.isOk()) return;
  ports.log.warn("a validated package stays until the sweep", { run: name, message: removed.error.message });
}

function stopping(): Refusal {
  return refusal("REQUEST_UNAVAILABLE", "The server is shutting down.", { retryAfterSeconds: 10 });
}

function brokenOff(): Refusal {
  return refusal("REQUEST_UPLOAD_BROKEN", "The upload broke off.");
}
