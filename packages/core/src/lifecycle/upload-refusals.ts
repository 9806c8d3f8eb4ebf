// What does a caller hear whose upload is not taken?
import type { UploadPart } from "../ports/uploads.ts";
import type { Run } from "../run/run.ts";
import type { RunId } from "../run/run-id.ts";
import { refusal, type Refusal } from "./refusal.ts";

export const UPLOAD_EXPIRED = "The upload did not come in time; create a new request.";

/** Why a run takes no upload (any more). */
export function notAwaiting({ id, state }: Run): Refusal {
  const code = "outcome" in state ? state.outcome.error?.code : null;
  if (code === "RUN_UPLOAD_EXPIRED") return refusal(code, UPLOAD_EXPIRED, { run: id });
  if (code === "RUN_CANCELED") return refusal(code, "This run was canceled; create a new request.", { run: id });
  return refusal("RUN_ALREADY_STARTED", "This run has its upload already, or one is under way.", { run: id });
}

/** A part, or the whole, that did not come to its end; `signal` says whether we wanted that. */
export function brokenOff(run: RunId, signal: AbortSignal): Refusal {
  if (!signal.aborted)
    return refusal("REQUEST_UPLOAD_BROKEN", "The upload broke off; the run still awaits it.", { run });
  return signal.reason === "canceled" ? uploadCanceled(run) : stopping(run);
}

/** A call to a session that is over. */
export function uploadEnded(run: RunId, signal: AbortSignal): Refusal {
  return signal.aborted ? brokenOff(run, signal) : refusal("REQUEST_UPLOAD_BROKEN", "The upload has ended.", { run });
}

export function uploadCanceled(run: RunId): Refusal {
  return refusal("RUN_CANCELED", "The run was canceled while its upload was under way.", { run });
}

export function stopping(run: RunId): Refusal {
  const message = "The server is shutting down; the run still awaits its upload.";
  return refusal("REQUEST_UNAVAILABLE", message, { run, retryAfterSeconds: 10 });
}

export function tooLarge(part: UploadPart, limit: number, run: RunId | null): Refusal {
  const what = part === "package" ? "package" : "input zip";
  return refusal(
    "REQUEST_TOO_LARGE",
    `The ${what} is larger than ${limit} bytes, which is the most this server takes.`,
    { run },
  );
}
