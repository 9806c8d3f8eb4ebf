// What is in the bundle of a run, and how is it read from any position? (req C3; design §5, §7)
import { err, ok, type Result } from "neverthrow";
import { planStoredArchive, type ArchivePart, type StoredFile } from "../archive/plan-stored-archive.ts";
import { tableCrc32 } from "../bytes/crc32.ts";
import { BUNDLE_MANIFEST_PATH, bundlePlan } from "../result/bundle-plan.ts";
import type { RunOutputs } from "../ports/run-outputs.ts";
import type { Run } from "../run/run.ts";
import type { Context } from "./context.ts";
import type { RunAddress } from "./find-run.ts";
import { endedRun } from "./read-run.ts";
import type { Refusal } from "./refusal.ts";

/** A zip that is never kept: every byte of it follows from the manifest and the files. */
export interface Bundle {
  readonly run: Run;
  /** Bytes of the whole zip. */
  readonly size: number;
  /** Names exactly these bytes, for an ETag; without quotes. */
  readonly tag: string;
  /** The bytes from `start` (inclusive) to `end` (exclusive). A rejection means that a file is gone. */
  stream(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** A file of the bundle: kept on disk, or `bytes` that were made for it. */
interface BundledFile extends StoredFile {
  readonly bytes?: Uint8Array;
}

/** Fails with `RUN_NOT_FOUND` and `RUN_NOT_FINISHED`. */
export async function readBundle(context: Context, address: RunAddress): Promise<Result<Bundle, Refusal>> {
  const ended = await endedRun(context, address);
  if (ended.isErr()) return err(ended.error);
  const { run, files: kept } = ended.value;
  const { files, manifest } = bundlePlan(kept, run.request.options.debug);
  const bytes = new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
  const crc32 = tableCrc32.crc32(bytes);
  const own: BundledFile = { path: BUNDLE_MANIFEST_PATH, size: bytes.length, crc32, bytes };
  const { size, parts } = planStoredArchive<BundledFile>([...files, own]);
  return ok({
    run,
    size,
    // The manifest holds every file's digest, so its sum and the run's id name the whole.
    tag: `${run.id}-${crc32.toString(16)}-${size}`,
    stream: (start, end) => streamParts(context.ports.outputs, run, parts, start, end),
  });
}

async function* streamParts(
  outputs: RunOutputs,
  run: Run,
  parts: readonly ArchivePart<BundledFile>[],
  start: number,
  end: number,
): AsyncIterable<Uint8Array> {
  for (const part of parts) {
    const from = Math.max(start - part.offset, 0);
    const to = Math.min(end - part.offset, part.length);
    if (from >= to) continue;
    const bytes = part.kind === "bytes" ? part.bytes : part.file.bytes;
    if (bytes !== undefined) yield bytes.subarray(from, to);
    else if (part.kind === "file") yield* streamFile(outputs, run, part.file.path, from, to);
  }
}

async function* streamFile(
  outputs: RunOutputs,
  run: Run,
  path: string,
  from: number,
  to: number,
): AsyncIterable<Uint8Array> {
  const opened = await outputs.open(run.outputs, path);
  if (opened.isErr()) throw new Error(opened.error.message);
  if (opened.value === null) throw new Error(`The file ${path} of run ${run.id} is gone.`);
  yield* opened.value.stream(from, to);
}
