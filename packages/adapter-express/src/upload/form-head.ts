// Does the head of a request announce a form, and one that is not too large?
import { refusal, type Refusal } from "@mayfly/core";
import type { IncomingMessage } from "node:http";
import { contentCoding, mediaType } from "../body/media-type.ts";

/** Bytes of a form that are not in its files: borders, part headers, and what an odd client puts between them. */
export const FORM_SLACK_BYTES = 1024 * 1024;

/** `REQUEST_MEDIA_TYPE` or `REQUEST_FORM_INVALID` for what is announced as anything but a form. */
export function refuseFormType(req: IncomingMessage): Refusal | null {
  const type = mediaType(req.headers["content-type"]);
  if (type?.name !== "multipart/form-data" || contentCoding(req) !== null) {
    return refusal(
      "REQUEST_MEDIA_TYPE",
      "An upload has to be a form of `Content-Type: multipart/form-data`, as `curl -F skill_package=@skill.zip` sends it.",
    );
  }
  if (type.parameters.has("boundary")) return null;
  return refusal("REQUEST_FORM_INVALID", "The content type of the form names no boundary.");
}

/** Whether a form says itself that it is larger than files of `fileBytes` bytes need; it is not read at all. */
export function announcesTooMuch(req: IncomingMessage, fileBytes: number): boolean {
  return Number(req.headers["content-length"] ?? 0) > fileBytes + FORM_SLACK_BYTES;
}
