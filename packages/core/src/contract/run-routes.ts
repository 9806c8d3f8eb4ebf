// Which routes has a family of runs? (design §7)
import type { RunKind } from "../run/run.ts";
import { createJobRequestSchema } from "./create-job.ts";
import { createRunAnswerSchema, createRunRequestSchema } from "./create-run.ts";
import { listRunsQuerySchema } from "./list-runs.ts";
import { readLogsQuerySchema } from "./read-logs.ts";
import { JUDGED, type Refused, type Route, type RouteAnswer } from "./route.ts";
import {
  cancelAnswerSchema,
  runArtifactsSchema,
  runLogsSchema,
  runPageSchema,
  runResultSchema,
  uploadAnswerSchema,
} from "./run-answers.ts";
import { runStatusSchema } from "./run-status.ts";
import { jobUploadFormSchema, uploadFormSchema } from "./upload-form.ts";

/** Where the routes of each kind of run stand. */
export const RUN_FAMILIES: Readonly<Record<RunKind, `/v1/${string}`>> = {
  temporary: "/v1/temp-skill-runs",
  installed: "/v1/jobs",
};

/** A JSON body that cannot be read. */
export const JSON_BODY: readonly Refused[] = [
  "REQUEST_JSON_INVALID",
  "REQUEST_UPLOAD_BROKEN",
  "REQUEST_UPLOAD_STALLED",
  "REQUEST_TOO_LARGE",
  "REQUEST_MEDIA_TYPE",
];

/** A form that cannot be read, or kept. */
export const FORM_BODY: readonly Refused[] = [
  "REQUEST_FORM_INVALID",
  "REQUEST_PART_MISSING",
  "REQUEST_PART_REPEATED",
  "REQUEST_PART_UNKNOWN",
  "REQUEST_PART_EMPTY",
  "REQUEST_UPLOAD_BROKEN",
  "REQUEST_UPLOAD_STALLED",
  "REQUEST_TOO_LARGE",
  "REQUEST_MEDIA_TYPE",
  "REQUEST_DIGEST_INVALID",
  "REQUEST_DIGEST_MISMATCH",
  "RUN_NO_SPACE",
];

const CREATE: readonly Refused[] = [
  ...JSON_BODY,
  "RUN_FIELD_UNKNOWN",
  "RUN_OPTION_UNKNOWN",
  "RUN_OPTION_INVALID",
  "RUN_EXECUTION_MODE_UNSUPPORTED",
  "RUN_ENGINE_UNKNOWN",
  "RUN_ENGINE_UNAVAILABLE",
  "RUN_TOO_MANY_AWAITING",
  "RUN_NO_SPACE",
  "REQUEST_KEY_INVALID",
  "RUN_KEY_REUSED",
];

/** A job without files is judged and started by its create. */
const CREATE_JOB: readonly Refused[] = [
  ...CREATE,
  "INPUT_PARAMETER",
  "RUN_ENGINE_NOT_SUPPORTED",
  "SKILL_NOT_FOUND",
  "SKILL_BROKEN",
  "RUN_QUEUE_FULL",
];

const UPLOAD: readonly Refused[] = [
  ...FORM_BODY,
  ...JUDGED,
  "RUN_ENGINE_UNAVAILABLE",
  "RUN_ENGINE_NOT_SUPPORTED",
  "RUN_NOT_FOUND",
  "RUN_ALREADY_STARTED",
  "RUN_UPLOAD_EXPIRED",
  "RUN_CANCELED",
  "RUN_QUEUE_FULL",
  "REQUEST_KEY_INVALID",
  "RUN_KEY_REUSED",
];

const UPLOAD_TO_JOB: readonly Refused[] = [...UPLOAD, "SKILL_NOT_FOUND", "SKILL_BROKEN"];

/** What is asked of a run that has to have ended. */
const OF_ENDED: readonly Refused[] = ["RUN_NOT_FOUND", "RUN_NOT_FINISHED"];

const FILE_HEADERS = {
  Range: "`bytes=…`; one range is answered with 206, several with the whole file.",
  "If-None-Match": "A tag that the client has the file of; then the answer is 304.",
  "If-Range": "The range is heeded only while this is the file's tag.",
};

function fileAnswers(mediaType: string): readonly RouteAnswer[] {
  const headers = ["ETag", "Accept-Ranges", "Content-Disposition"];
  return [
    { status: 200, description: "the file", mediaType, headers },
    { status: 206, description: "the range", mediaType, headers: [...headers, "Content-Range"] },
    { status: 304, description: "the client has it", headers: ["ETag"] },
  ];
}

export type RunRouteName = keyof ReturnType<typeof runRoutes>;

/** The routes of one family, by what is done. */
export function runRoutes(kind: RunKind) {
  const base = RUN_FAMILIES[kind];
  const isJob = kind === "installed";
  return {
    create: {
      method: "POST",
      path: base,
      summary: "Asks for a run.",
      headers: { "Idempotency-Key": "The same request under the same key finds its run again." },
      body: {
        mediaType: "application/json",
        schema: isJob ? createJobRequestSchema : createRunRequestSchema,
        required: isJob,
      },
      answers: [{ status: 200, description: "the run", schema: createRunAnswerSchema, headers: ["Location"] }],
      refusals: isJob ? CREATE_JOB : CREATE,
    },
    list: {
      method: "GET",
      path: base,
      summary: "Lists the runs of this family, a page at a time.",
      query: listRunsQuerySchema,
      answers: [{ status: 200, description: "a page", schema: runPageSchema }],
      refusals: [],
    },
    upload: {
      method: "POST",
      path: `${base}/{id}/upload`,
      summary: "Takes what the run needs, and puts it into the queue.",
      headers: {
        "Idempotency-Key": "The same upload under the same key is told the state of the run.",
        "Content-Digest": "`sha-256=:<base64>:` of the whole body; another body is refused.",
      },
      body: {
        mediaType: "multipart/form-data",
        schema: isJob ? jobUploadFormSchema : uploadFormSchema,
        required: true,
      },
      answers: [{ status: 200, description: "judged, extracted and queued", schema: uploadAnswerSchema }],
      refusals: isJob ? UPLOAD_TO_JOB : UPLOAD,
    },
    status: {
      method: "GET",
      path: `${base}/{id}`,
      summary: "Tells where the run is, and what became of its temporary files.",
      answers: [{ status: 200, description: "the status", schema: runStatusSchema }],
      refusals: ["RUN_NOT_FOUND"],
    },
    result: {
      method: "GET",
      path: `${base}/{id}/result`,
      summary: "Tells what came out of the run.",
      answers: [{ status: 200, description: "the result", schema: runResultSchema }],
      refusals: [...OF_ENDED, "RUN_FILE_NOT_FOUND"],
    },
    artifacts: {
      method: "GET",
      path: `${base}/{id}/artifacts`,
      summary: "Lists the files that the run left.",
      answers: [{ status: 200, description: "their paths", schema: runArtifactsSchema }],
      refusals: OF_ENDED,
    },
    artifact: {
      method: "GET",
      path: `${base}/{id}/artifacts/{path}`,
      summary: "Gives one of these files, or a part of it.",
      headers: FILE_HEADERS,
      answers: fileAnswers("*/*"),
      refusals: [...OF_ENDED, "RUN_FILE_NOT_FOUND", "REQUEST_RANGE_INVALID"],
    },
    logs: {
      method: "GET",
      path: `${base}/{id}/logs`,
      summary: "Tells what the program has printed, also while it runs.",
      query: readLogsQuerySchema,
      answers: [{ status: 200, description: "both streams", schema: runLogsSchema, headers: ["Content-Disposition"] }],
      refusals: ["RUN_NOT_FOUND"],
    },
    bundle: {
      method: "GET",
      path: `${base}/{id}/bundle`,
      summary: "Gives all that the run left as one zip, or a part of it.",
      headers: FILE_HEADERS,
      answers: fileAnswers("application/zip"),
      refusals: [...OF_ENDED, "RUN_FILE_NOT_FOUND", "REQUEST_RANGE_INVALID"],
    },
    cancel: {
      method: "POST",
      path: `${base}/{id}/cancel`,
      summary: "Ends a run that is no longer wanted.",
      answers: [{ status: 202, description: "the outcome is decided", schema: cancelAnswerSchema }],
      refusals: ["RUN_NOT_FOUND", "RUN_FINISHED"],
    },
    delete: {
      method: "DELETE",
      path: `${base}/{id}`,
      summary: "Removes the outputs and the record of a run that has ended.",
      answers: [{ status: 204, description: "gone" }],
      refusals: ["RUN_NOT_FOUND", { code: "RUN_NOT_FINISHED", status: 409 }],
    },
  } as const satisfies Readonly<Record<string, Route>>;
}
