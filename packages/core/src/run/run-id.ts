// What names a run?

/** The id of a run, `request_id` on the wire: 26 lower-case letters and digits, sortable by time of birth. */
export type RunId = string & { readonly __brand: "RunId" };

/** Names one try at something inside a run (an upload, an execution), so that no two tries share a file. */
export type AttemptId = string & { readonly __brand: "AttemptId" };

const RUN_ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

/** Whether `text` has the form of a run id; anything else cannot name a run and never reaches a file system. */
export function isRunId(text: string): text is RunId {
  return RUN_ID.test(text);
}
