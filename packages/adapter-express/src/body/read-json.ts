// What JSON did the client send? (design §7 Browsers)
import { refusal, type Refusal } from "@mayfly/core";
import { err, ok, type Result } from "neverthrow";
import type { IncomingMessage } from "node:http";
import { contentCoding, mediaType } from "./media-type.ts";
import { nestsDeeperThan } from "./nesting.ts";
import { pumpBody } from "./pump-body.ts";
import type { BodyPace } from "./stall-guard.ts";
import { hasUnreadBody } from "./unread-body.ts";

const MOST_BYTES = 1024 * 1024;
const DEEPEST = 64;

/**
 * The parsed body; no body at all is an empty object. Fails with `REQUEST_MEDIA_TYPE`, `REQUEST_TOO_LARGE`,
 * `REQUEST_JSON_INVALID`, `REQUEST_UPLOAD_STALLED` and, when nobody is there to hear it, `REQUEST_UPLOAD_BROKEN`.
 */
export async function readJson(req: IncomingMessage, pace: BodyPace): Promise<Result<unknown, Refusal>> {
  const wrongType = refuseType(req);
  if (wrongType !== null) return err(wrongType);
  const bytes = await readBytes(req, pace);
  return bytes.andThen((read) => (read.length === 0 ? empty(req) : parse(read)));
}

function refuseType(req: IncomingMessage): Refusal | null {
  const given = req.headers["content-type"];
  const hasBody = hasUnreadBody(req) || Number(req.headers["content-length"] ?? 0) > 0;
  if (given === undefined && !hasBody) return null;
  const type = mediaType(given);
  const charset = type?.parameters.get("charset")?.toLowerCase() ?? "utf-8";
  if (type?.name === "application/json" && charset === "utf-8" && contentCoding(req) === null) return null;
  return refusal(
    "REQUEST_MEDIA_TYPE",
    "The body has to be plain JSON in UTF-8, sent as `Content-Type: application/json`.",
  );
}

async function readBytes(req: IncomingMessage, pace: BodyPace): Promise<Result<Buffer, Refusal>> {
  const tooLarge = refusal("REQUEST_TOO_LARGE", `The body is larger than ${MOST_BYTES} bytes.`);
  if (Number(req.headers["content-length"] ?? 0) > MOST_BYTES) return err(tooLarge);
  const chunks: Buffer[] = [];
  const enough = new AbortController();
  let size = 0;
  const take = (chunk: Buffer): undefined => {
    size += chunk.length;
    if (size > MOST_BYTES) enough.abort();
    else chunks.push(chunk);
  };
  switch (await pumpBody(req, take, pace, enough.signal)) {
    case "ended":
      return ok(Buffer.concat(chunks));
    case "stopped":
      return err(tooLarge);
    case "stalled":
      return err(refusal("REQUEST_UPLOAD_STALLED", "The body came too slowly, or stopped coming."));
    case "gone":
      return err(refusal("REQUEST_UPLOAD_BROKEN", "The body broke off."));
  }
}

function empty(req: IncomingMessage): Result<unknown, Refusal> {
  if (req.headers["content-type"] === undefined) return ok({});
  return err(refusal("REQUEST_JSON_INVALID", "The body is empty; send at least `{}`."));
}

function parse(bytes: Buffer): Result<unknown, Refusal> {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!nestsDeeperThan(value, DEEPEST)) return ok(value);
    return err(refusal("REQUEST_JSON_INVALID", `The body is nested deeper than ${DEEPEST} levels.`));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return err(refusal("REQUEST_JSON_INVALID", `The body is not valid JSON: ${error.message}.`));
    }
    return err(refusal("REQUEST_JSON_INVALID", "The body is not valid JSON: it is not UTF-8."));
  }
}
