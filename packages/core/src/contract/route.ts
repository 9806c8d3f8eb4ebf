// What is said of one route, so that it can be documented, and held to it?
import type { z } from "zod";
import type { ProblemCode } from "../problem/codes.ts";
import { httpStatus } from "./http-status.ts";

/** The query, the body and each answer have a schema; whatever a client may meet stands here. */
export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** With parameters in braces. `{path}` may hold slashes, every other one is a single segment. */
  readonly path: string;
  /** What it is for, in one sentence. */
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: RouteBody;
  /** Headers of the request that it heeds, and what they do. */
  readonly headers?: Readonly<Record<string, string>>;
  /** All that are no refusals. */
  readonly answers: readonly RouteAnswer[];
  /** What it refuses with besides `REFUSED_BY_EVERY_ROUTE`. */
  readonly refusals: readonly Refused[];
}

export interface RouteBody {
  readonly mediaType: "application/json" | "multipart/form-data";
  readonly schema: z.ZodObject;
  readonly required: boolean;
}

export interface RouteAnswer {
  readonly status: number;
  /** What it means, in a few words. */
  readonly description: string;
  /** Of a JSON body; an answer without a schema has another body or none. */
  readonly schema?: z.ZodType;
  /** Of a body that is no JSON; a star where it depends on the file. */
  readonly mediaType?: string;
  /** Headers of note. */
  readonly headers?: readonly string[];
}

/** The rooms whose verdict on a package or its inputs may be the answer. */
type JudgingRoom = "ARCHIVE" | "PATH" | "PACKAGE" | "SCHEMA" | "INPUT";

/** A code, all codes of a room, or a code with another status than it has elsewhere. */
export type Refused = ProblemCode | `${JudgingRoom}_*` | { readonly code: ProblemCode; readonly status: number };

export const JUDGED: readonly Refused[] = ["ARCHIVE_*", "PATH_*", "PACKAGE_*", "SCHEMA_*", "INPUT_*"];

/** What stands before the routes refuses with, and what a fault or a stop of the server is told by. */
export const REFUSED_BY_EVERY_ROUTE: readonly Refused[] = [
  "REQUEST_INVALID",
  "REQUEST_PATH_INVALID",
  "REQUEST_UNAUTHORIZED",
  "REQUEST_ORIGIN_REFUSED",
  "REQUEST_METHOD_NOT_ALLOWED",
  "REQUEST_HOST_REFUSED",
  "REQUEST_INTERNAL",
  "REQUEST_UNAVAILABLE",
];

/** The status with which one of `refusals` tells `code`, `null` where it never does. */
export function refusedStatus(refusals: readonly Refused[], code: ProblemCode): number | null {
  for (const each of refusals) {
    if (typeof each === "object") {
      if (each.code === code) return each.status;
    } else if (each === code || (each.endsWith("_*") && code.startsWith(each.slice(0, -1)))) {
      return httpStatus(code);
    }
  }
  return null;
}
