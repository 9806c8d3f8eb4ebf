// Does the archive reader keep every promise, whatever it is given?
import type { AcceptedArchive, ArchiveEntry } from "@mayfly/core";
import { messageShape } from "./message-shape.ts";
import { readContent } from "./promises/contents.ts";
import { checkOtherReaders } from "./promises/other-readers.ts";
import { checkHeaders } from "./promises/plain-headers.ts";
import { checkReEmission } from "./promises/re-emission.ts";
import type { ReadEntry } from "./promises/re-emission.ts";
import { checkRefusal } from "./promises/refusal.ts";
import { checkEntries } from "./promises/safe-entries.ts";
import { checkStrictness, isPlain } from "./promises/strictness.ts";
import { OUR_READER } from "./reader.ts";
import type { Reader } from "./reader.ts";
import { promise } from "./target.ts";
import type { Outcome, Target } from "./target.ts";

/** What reading all of an archive a few times over would ask for. */
const MOST_READ = { perByte: 8, besides: 64 } as const;

export const target: Target = archiveTarget(OUR_READER);

export function archiveTarget(reader: Reader): Target {
  return (archive) => {
    let read = 0;
    let reads = 0;
    const verdict = reader.judge(archive, {
      onRead(length) {
        read += length;
        reads += 1;
      },
    });
    const most = MOST_READ.perByte * archive.length + MOST_READ.besides;
    promise(read <= most, "reads-too-much", () => `It asks for ${read} of ${archive.length} bytes.`);
    if (verdict.verdict === "refused") {
      checkRefusal(verdict.problems);
      const codes = verdict.problems.map(({ code }) => code);
      const shape = `${[...new Set(codes)].slice(0, 3).join()} ${messageShape(verdict.problems[0]?.message ?? "")}`;
      return { accepted: false, codes, shape };
    }
    return checkAccepted(archive, verdict, reader, reads);
  };
}

function checkAccepted(archive: Uint8Array, verdict: AcceptedArchive, reader: Reader, reads: number): Outcome {
  checkHeaders(archive);
  checkEntries(verdict, archive.length);
  checkStrictness(archive, verdict, reader);
  const faults = new Set<string>();
  const files = readAll(archive, verdict.entries, reader, faults);
  const dropped = readAll(archive, verdict.dropped, reader, faults);
  const notes = verdict.normalisations.map(({ code }) => code);
  const forms = new Set(verdict.entries.map(({ kind, method, executable }) => `${kind} ${method} ${executable}`));
  const shape = `${[...new Set(notes)].join()} ${[...forms].join()} ${verdict.entries.length} ${reads}`;
  if (faults.size > 0) return { accepted: false, codes: [...faults], shape: `${[...faults].join()} ${shape}` };
  checkReEmission(files, reader);
  if (isPlain(verdict)) checkOtherReaders(archive, [...files, ...dropped], folders(verdict));
  return { accepted: true, codes: notes, shape };
}

function readAll(
  archive: Uint8Array,
  entries: readonly ArchiveEntry[],
  reader: Reader,
  faults: Set<string>,
): ReadEntry[] {
  const files: ReadEntry[] = [];
  for (const entry of entries) {
    if (entry.kind === "directory") continue;
    const bytes = readContent(archive, entry, reader);
    if (typeof bytes === "string") faults.add(bytes);
    else files.push({ entry, bytes });
  }
  return files;
}

function folders({ entries, dropped }: AcceptedArchive): ArchiveEntry[] {
  return [...entries, ...dropped].filter(({ kind }) => kind === "directory");
}
