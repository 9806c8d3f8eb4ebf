// Which HTTP status does a code answer with? (req A2; design §7)
import { PROBLEM_CODES, type ProblemCode } from "../problem/codes.ts";

/** Codes that are not plainly "what you sent is wrong". */
const STATUS: Partial<Record<ProblemCode, number>> = {
  REQUEST_UNAUTHORIZED: 401,
  REQUEST_ORIGIN_REFUSED: 403,
  SKILL_INSTALL_FORBIDDEN: 403,
  REQUEST_ROUTE_UNKNOWN: 404,
  RUN_NOT_FOUND: 404,
  SKILL_NOT_FOUND: 404,
  SKILL_INSTALL_NOT_FOUND: 404,
  // The answer does not exist yet; where a wish clashes with the state instead (delete), the route says 409.
  RUN_NOT_FINISHED: 404,
  RUN_FILE_NOT_FOUND: 404,
  REQUEST_METHOD_NOT_ALLOWED: 405,
  REQUEST_UPLOAD_STALLED: 408,
  RUN_ALREADY_STARTED: 409,
  SKILL_BROKEN: 409,
  SKILL_VERSION_NOT_HIGHER: 409,
  RUN_FINISHED: 409,
  RUN_UPLOAD_EXPIRED: 409,
  RUN_CANCELED: 409,
  REQUEST_TOO_LARGE: 413,
  REQUEST_MEDIA_TYPE: 415,
  REQUEST_RANGE_INVALID: 416,
  REQUEST_HOST_REFUSED: 421,
  RUN_KEY_REUSED: 422,
  RUN_QUEUE_FULL: 429,
  RUN_TOO_MANY_AWAITING: 429,
  REQUEST_VALIDATIONS_FULL: 429,
  REQUEST_INTERNAL: 500,
  REQUEST_UNAVAILABLE: 503,
  RUN_NO_SPACE: 507,
};

const INVALID = 400;

/** The status of an answer whose problem document has `code`; 400 where the table is silent. */
export function httpStatus(code: ProblemCode): number {
  return STATUS[code] ?? INVALID;
}

/** Every code with its status, for the reference page. */
export function httpStatusTable(): readonly {
  readonly code: ProblemCode;
  readonly status: number;
  readonly meaning: string;
}[] {
  return Object.entries(PROBLEM_CODES).map(([code, meaning]) => {
    const known = code as ProblemCode;
    return { code: known, status: httpStatus(known), meaning };
  });
}
