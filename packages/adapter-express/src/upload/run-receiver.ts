// Who takes the form of a run's upload: the parts of a claimed session. (design §3, §7 Upload)
import { refusal, type Refusal, type UploadSession } from "@mayfly/core";
import type { FormReceiver } from "./form-shape.ts";

/** Takes the form into `session`, which the caller ends. */
export function runReceiver(session: UploadSession): FormReceiver {
  return {
    shape: { files: session.run.kind === "temporary" ? ["skill_package", "file"] : ["file"], texts: [] },
    run: session.run.id,
    signal: session.signal,
    afterwards: "; the run still awaits it",
    unwanted: () => endedMeanwhile(session),
    file: (field, body) => session.receive(field === "skill_package" ? "package" : "inputs", body),
    text: () => null,
  };
}

/** What a client hears whose upload nobody needs any more. */
function endedMeanwhile(session: UploadSession): Refusal {
  const run = session.run.id;
  if (session.signal.reason === "shutdown") {
    const message = "The server is shutting down; the run still awaits its upload.";
    return refusal("REQUEST_UNAVAILABLE", message, { run, retryAfterSeconds: 10 });
  }
  return refusal("RUN_CANCELED", "The run was canceled while its upload was under way.", { run });
}
