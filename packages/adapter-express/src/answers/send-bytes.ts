// How are the bytes of a file sent: whole, in part, or not at all because the client has them? (RFC 9110; design §7)
import { refusal, type Log, type Refusal, type RunId } from "@mayfly/core";
import type { Result } from "neverthrow";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { attachment } from "./attachment.ts";
import { byteRange } from "./byte-range.ts";
import { allowsRange, namesTag } from "./entity-tag.ts";
import { setInertHeaders } from "./inert-headers.ts";
import { sendProblem } from "./send-problem.ts";
import { takeBackHeaders } from "./take-back-headers.ts";

/** Something with a known size and a name for exactly its bytes. */
export interface SentBytes {
  readonly run: RunId;
  /** The name to save it under. */
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Names exactly these bytes, without quotes. */
  readonly tag: string;
  /** From `start` (inclusive) to `end` (exclusive). */
  stream(start: number, end: number): AsyncIterable<Uint8Array>;
  /** Why they cannot be had any more, `null` where they should be there. */
  whyGone(): Promise<Refusal | null>;
}

/** A reader that takes nothing for this long is given up, so that it holds no file open for ever. */
const READER_TIMEOUT_MS = 120_000;

/** Answers GET and HEAD. Resolves when the answer is sent or the client is gone; throws while nothing was sent yet. */
export async function sendBytes(req: IncomingMessage, res: ServerResponse, file: SentBytes, log: Log): Promise<void> {
  const tag = `"${file.tag}"`;
  setInertHeaders(res);
  res.setHeader("ETag", tag);
  res.setHeader("Accept-Ranges", "bytes");
  res.setHeader("Cache-Control", "private, no-cache");
  res.setHeader("Content-Disposition", attachment(file.name));
  if (namesTag(req.headers["if-none-match"], tag)) {
    res.statusCode = 304;
    res.end();
    return;
  }
  // RFC 9110 defines ranges for GET alone.
  const ranged = req.method === "GET" && allowsRange(headerText(req, "if-range"), tag);
  const range = byteRange(ranged ? req.headers.range : undefined, file.size);
  if (range.kind === "outside") {
    res.removeHeader("Content-Disposition");
    res.removeHeader("ETag");
    res.setHeader("Content-Range", `bytes */${file.size}`);
    const message = `The range lies outside the ${file.size} bytes of the file.`;
    sendProblem(req, res, refusal("REQUEST_RANGE_INVALID", message, { run: file.run }));
    return;
  }
  const { start, end } = range.kind === "part" ? range : { start: 0, end: file.size };
  if (range.kind === "part") res.setHeader("Content-Range", `bytes ${start}-${end - 1}/${file.size}`);
  res.statusCode = range.kind === "part" ? 206 : 200;
  res.setHeader("Content-Type", file.type);
  res.setHeader("Content-Length", end - start);
  if (req.method === "HEAD") {
    res.end();
    return;
  }
  const chunks = file.stream(start, end)[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array>;
  try {
    first = await chunks.next();
  } catch (cause) {
    const why = await file.whyGone();
    if (why === null) throw cause;
    takeBackHeaders(res);
    sendProblem(req, res, why);
    return;
  }
  await stream(res, file, fromFirst(first, chunks), log);
  // Where the client went away before anybody asked for the second chunk.
  await chunks.return?.();
}

/** For `whyGone`: what asking again was answered. */
export function refusalIn(asked: Result<unknown, Refusal>): Refusal | null {
  return asked.isErr() ? asked.error : null;
}

async function* fromFirst(
  first: IteratorResult<Uint8Array>,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let next = first; next.done !== true; next = await chunks.next()) yield next.value;
}

async function stream(res: ServerResponse, file: SentBytes, bytes: AsyncIterable<Uint8Array>, log: Log): Promise<void> {
  if (res.destroyed) return;
  res.setTimeout(READER_TIMEOUT_MS, () => res.destroy());
  try {
    await pipeline(Readable.from(bytes), res);
  } catch (error) {
    // The length was promised already, so a connection that breaks is the only honest end.
    const left = res.destroyed && (error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE";
    if (!left) log.error("a file could not be sent whole", { run: file.run, name: file.name, cause: error });
    res.destroy();
  }
}

function headerText(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
