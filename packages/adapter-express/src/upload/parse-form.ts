// How is a multipart form taken apart as it comes? (design §7 Upload, §10)
import type { Refusal } from "@mayfly/core";
import type { Request, Response } from "express";
import multer from "multer";
import type { IncomingHttpHeaders } from "node:http";
import { Readable, type Writable } from "node:stream";
import { createPartCheck, formInvalid } from "./form-parts.ts";
import type { FormShape } from "./form-shape.ts";

/** A text is a word. */
const LIMITS: multer.Options["limits"] = { fieldSize: 1024, headerPairs: 100 };

export interface FormParser {
  /** Takes the next bytes of the body; a promise asks to wait. */
  write(chunk: Buffer): Promise<void> | undefined;
  /** Says that the body has ended. */
  end(): void;
  /** Breaks off whatever file is being read. */
  destroy(): void;
}

/** Hears of a form while it is parsed. */
export interface FormListener {
  /** What is wrong, as soon as that is known. */
  refuse(refusal: Refusal): void;
  /** A text of a good part. */
  text(field: string, value: string): void;
  /** The form has ended well, and its files are kept. */
  whole(): void;
}

/**
 * Parses a form of `shape`, its files into `storage`. Nothing is read from the request here: whoever has it feeds the
 * parser.
 */
export function parseForm(
  headers: IncomingHttpHeaders,
  shape: FormShape,
  storage: multer.StorageEngine,
  listener: FormListener,
): FormParser | null {
  let parser: Writable | null = null;
  const streamHandler = (_form: unknown, busboy: Writable): void => {
    parser = busboy;
    watch(busboy, shape, listener);
  };
  const options: MulterOptions = { storage, limits: LIMITS, streamHandler, defParamCharset: "utf8" };
  // multer answers an error by reading the whole body of its request first (a 300 MiB one, in one try), so it gets a
  // request that has ended in place of the real one, and the bytes from us.
  const form = Object.assign(Readable.from([]).resume(), { headers }) as unknown as Request;
  void multer(options).any()(form, {} as Response, (error?: unknown) => {
    if (error === undefined || error === null) return listener.whole();
    const why = error instanceof Error ? error.message : "it broke off";
    return listener.refuse(formInvalid(`The form is not well-formed: ${why}.`));
  });
  return parser === null ? null : feed(parser);
}

/** Two that its types do not know. Names are UTF-8, as every client sends them. */
interface MulterOptions extends multer.Options {
  readonly streamHandler: (form: unknown, parser: Writable) => void;
  readonly defParamCharset: "utf8";
}

/** Looks at parts before multer does, because it lets some pass without a word: those without a file name. */
function watch(parser: Writable, shape: FormShape, { refuse, text }: FormListener): void {
  const check = createPartCheck(shape);
  const tell = (refusal: Refusal | null): void => {
    if (refusal !== null) refuse(refusal);
  };
  parser.prependListener("file", (field: string | undefined, stream: Readable, { filename }: { filename?: string }) => {
    tell(check.file(field));
    // A browser sends an input without a file as a part without name and bytes; with bytes, it would be lost silently.
    const nameless = (): void => refuse(formInvalid(`The part \`${field}\` needs a file name.`));
    if (filename === undefined || filename === "") stream.on("data", nameless);
  });
  parser.prependListener("field", (field: string | undefined, value: string) => {
    const refused = check.text(field);
    if (refused !== null || field === undefined) return tell(refused);
    return text(field, value);
  });
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
