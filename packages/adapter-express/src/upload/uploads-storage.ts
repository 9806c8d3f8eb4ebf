// How do the files of a form get to where they are kept? One after the other, so that no part is kept while another fails.
import type { StorageEngine } from "multer";
import type { Readable } from "node:stream";

export interface UploadsStorage extends StorageEngine {
  /** Bytes of files that were taken. */
  readonly taken: number;
  /** Whether a file was given up before its end: nobody reads on, and the refusal is on its way. */
  readonly stopped: boolean;
  /** Resolves when no file is being kept any more. */
  idle(): Promise<void>;
}

/** A place for multer to put files: gives each to `keep`, which reads it with back-pressure and never rejects. */
export function createUploadsStorage(
  keep: (field: string, body: AsyncIterable<Uint8Array>, fileName: string) => Promise<void>,
): UploadsStorage {
  let last: Promise<void> = Promise.resolve();
  let taken = 0;
  let stopped = false;

  async function* counted(stream: Readable): AsyncIterable<Uint8Array> {
    let ended = false;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        taken += chunk.length;
        yield chunk;
      }
      ended = true;
    } finally {
      if (!ended) stopped = true;
    }
  }

  return {
    _handleFile(_req, file, callback) {
      const before = last;
      last = (async () => {
        await before;
        await keep(file.fieldname, counted(file.stream), file.originalname);
        callback(null);
      })();
    },
    // What was kept goes with the upload as a whole.
    _removeFile(_req, _file, callback) {
      callback(null);
    },
    idle: () => last,
    get taken() {
      return taken;
    },
    get stopped() {
      return stopped;
    },
  };
}
