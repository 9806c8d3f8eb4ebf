// Is the central directory a whole list of readable headers? (zip S6, S8)
import { err, ok } from "neverthrow";
import type { Result } from "neverthrow";
import type { Problem } from "../problem/problem.ts";
import { CENTRAL_HEADER_BYTES, readCentralHeader } from "./central-header.ts";
import type { CentralHeader } from "./central-header.ts";
import { showName } from "./show-name.ts";
import type { ProblemList } from "./problem-list.ts";
import { ByteRecord } from "./record.ts";
import { Broken, refuseArchive } from "./refuse.ts";
import { CENTRAL_HEADER, holdsEndSignature } from "./signatures.ts";

/** Walks all of the directory, which has to hold `count` headers; a header that cannot be read is told and left out. */
export function readCentralDirectory(
  bytes: Uint8Array,
  count: number,
  problems: ProblemList,
): Result<CentralHeader[], Problem> {
  const directory = new ByteRecord(bytes);
  const headers: CentralHeader[] = [];
  let commented = false;
  let place = 0;
  let walked = 0;
  for (; place < directory.length; walked += 1) {
    if (place + CENTRAL_HEADER_BYTES > directory.length || directory.u32(place) !== CENTRAL_HEADER)
      return err(broken());
    const nameLength = directory.u16(place + 28);
    const next = place + CENTRAL_HEADER_BYTES + nameLength + directory.u16(place + 30) + directory.u16(place + 32);
    if (next > directory.length) return err(broken());
    const header = readCentralHeader(directory, place);
    if (!(header instanceof Broken)) headers.push(header);
    else problems.addEntry(showName(directory.slice(place + CENTRAL_HEADER_BYTES, nameLength)), header);
    commented ||= header instanceof Broken && header.code === "ARCHIVE_COMMENT_SIGNATURE";
    place = next;
  }
  // Programs that look for the end from the wrong side, or only near it, find what stands here (seen of two).
  if (!commented && holdsEndSignature(bytes)) {
    problems.addArchive("ARCHIVE_END_RECORD_AMBIGUOUS", "its central directory holds the signature of an end record");
  }
  if (walked === count) return ok(headers);
  return err(refuseArchive("ARCHIVE_COUNT_MISMATCH", `its end record gives ${count} entries, and there are ${walked}`));
}

function broken(): Problem {
  return refuseArchive("ARCHIVE_DIRECTORY_BROKEN", "its central directory is not a whole list of headers");
}
