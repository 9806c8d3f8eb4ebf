// How is a multipart form taken apart as it comes? (design §7 Upload, §10)
import type { Refusal } from "@mayfly/core";
import type { Request, Response } from "express";
import multer from "multer";
import type { IncomingHttpHeaders } from "node:http";
import { Readable, type Writable } from "node:stream";
import { createPartCheck, formInvalid } from "./form-parts.ts";

/** A text part is refused as soon as it is named, so nothing of it needs to be kept. */
const LIMITS: multer.Options["limits"] = { fieldSize: 1024, headerPairs: 100 };

export interface FormParser {
  /** Takes the next bytes of the body; a promise asks to wait. */
  write(chunk: Buffer): Promise<void> | undefined;
  /** Says that the body has ended. */
  end(): void;
  /** Breaks off whatever file is being read. */
  destroy(): void;
}

/**
 * Parses a form into `storage`. Calls `refuse` with what is wrong as soon as that is known, and `whole` when the form
 * has ended well and its files are kept. Nothing is read from the request here: whoever has it feeds the parser.
 */
export function parseForm(
  headers: IncomingHttpHeaders,
  storage: multer.StorageEngine,
  refuse: (refusal: Refusal) => void,
  whole: () => void,
): FormParser | null {
  let parser: Writable | null = null;
  const streamHandler = (_form: unknown, busboy: Writable): void => {
    parser = busboy;
    watch(busboy, refuse);
  };
  const options: multer.Options & { streamHandler: typeof streamHandler } = { storage, limits: LIMITS, streamHandler };
  // multer answers an error by reading the whole body of its request first (a 300 MiB one, in one try), so it gets a
  // request that has ended in place of the real one, and the bytes from us.
  const form = Object.assign(Readable.from([]).resume(), { headers }) as unknown as Request;
  void multer(options).any()(form, {} as Response, (error?: unknown) => {
    if (error === undefined || error === null) whole();
    else
      refuse(formInvalid(`The form is not well-formed: ${error instanceof Error ? error.message : "it broke off"}.`));
  });
  return parser === null ? null : feed(parser);
}

/** Looks at parts before multer does, because it lets some pass without a word: those without a file name. */
function watch(parser: Writable, refuse: (refusal: Refusal) => void): void {
  const check = createPartCheck();
  const tell = (refusal: Refusal | null): void => {
    if (refusal !== null) refuse(refusal);
  };
  parser.prependListener("file", (field: string | undefined, stream: Readable, { filename }: { filename?: string }) => {
    tell(check.file(field));
    // A browser sends an input without a file as a part without name and bytes; with bytes, it would be lost silently.
    const nameless = (): void => refuse(formInvalid(`The part \`${field}\` needs a file name.`));
    if (filename === undefined || filename === "") stream.on("data", nameless);
  });
  parser.prependListener("field", (field: string | undefined) => tell(check.text(field)));
  parser.prependListener("error", (error: Error) =>
    refuse(formInvalid(`The form is not well-formed: ${error.message}.`)),
  );
}

function feed(parser: Writable): FormParser {
  return {
    write(chunk) {
      if (parser.destroyed || parser.write(chunk)) return undefined;
      return new Promise((resolve) => {
        parser.once("drain", resolve);
      });
    },
    end: () => void parser.end(),
    destroy: () => void parser.destroy(),
  };
}
