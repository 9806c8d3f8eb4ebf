// What does the central directory say about an entry? (zip S4, S5, Z3-Z5, Z7; APPNOTE 4.3.12)
import { readExtraFields, ZIP64_EXTRA } from "./extra-fields.ts";
import type { ExtraFields } from "./extra-fields.ts";
import { SENTINEL_16, SENTINEL_32 } from "./record.ts";
import type { ByteRecord } from "./record.ts";
import { Broken, broken } from "./refuse.ts";
import { holdsRecordSignature } from "./signatures.ts";
import { resolveZip64 } from "./zip64-extra.ts";
import type { Zip64Field } from "./zip64-extra.ts";

export const CENTRAL_HEADER_BYTES = 46;

/** The values that a header has in its zip64 extra or, usually, in itself. */
interface WideValues {
  readonly size: number;
  readonly compressedSize: number;
  readonly localOffset: number;
  /** Whether any of them is a zip64 value. */
  readonly wide: boolean;
  /** Whether of the two sizes only the uncompressed one is a zip64 value. */
  readonly sizeAlone: boolean;
}

/**
 * One header of the directory. Fields that are rarely asked for are read from the directory's bytes when they are:
 * an archive has thousands of headers.
 */
export class CentralHeader {
  readonly size: number;
  readonly compressedSize: number;
  readonly localOffset: number;
  readonly wide: boolean;
  readonly sizeAlone: boolean;
  readonly extras: ExtraFields;
  /** All the headers' bytes. */
  readonly directory: ByteRecord;
  readonly #place: number;

  constructor(directory: ByteRecord, place: number, values: WideValues, extras: ExtraFields) {
    this.size = values.size;
    this.compressedSize = values.compressedSize;
    this.localOffset = values.localOffset;
    this.wide = values.wide;
    this.sizeAlone = values.sizeAlone;
    this.extras = extras;
    this.directory = directory;
    this.#place = place;
  }

  /** Version of the format and, in the upper byte, the system (APPNOTE 4.4.2). */
  get madeBy(): number {
    return this.directory.u16(this.#place + 4);
  }

  /** The system whose attributes these are, as the writer says (APPNOTE 4.4.2). */
  get host(): number {
    return this.directory.u8(this.#place + 5);
  }

  get flags(): number {
    return this.directory.u16(this.#place + 8);
  }

  get method(): number {
    return this.directory.u16(this.#place + 10);
  }

  get dosTime(): number {
    return this.directory.u16(this.#place + 12);
  }

  get dosDate(): number {
    return this.directory.u16(this.#place + 14);
  }

  get crc32(): number {
    return this.directory.u32(this.#place + 16);
  }

  get nameLength(): number {
    return this.directory.u16(this.#place + 28);
  }

  get attributes(): number {
    return this.directory.u32(this.#place + 38);
  }

  /** Where its name starts in the directory. */
  get namePlace(): number {
    return this.#place + CENTRAL_HEADER_BYTES;
  }

  /** Copies its name to `place` of `target` and gives its length; gives 0 where a byte of it is not ASCII. */
  copyAscii(target: Uint8Array, place: number): number {
    const { bytes } = this.directory;
    const start = this.namePlace;
    const length = this.nameLength;
    for (let index = 0; index < length; index += 1) {
      const byte = bytes[start + index] ?? 0;
      if (byte >= 0x80) return 0;
      target[place + index] = byte;
    }
    return length;
  }

  get rawName(): Uint8Array {
    return this.directory.slice(this.namePlace, this.nameLength);
  }
}

/** Reads the header at `place`, of which the directory holds every byte. */
export function readCentralHeader(directory: ByteRecord, place: number): CentralHeader | Broken {
  const extraPlace = place + CENTRAL_HEADER_BYTES + directory.u16(place + 28);
  const extraLength = directory.u16(place + 30);
  const commentLength = directory.u16(place + 32);
  if (commentLength > 0 && holdsRecordSignature(directory.slice(extraPlace + extraLength, commentLength))) {
    return broken("ARCHIVE_COMMENT_SIGNATURE", "its comment holds the signature of a zip record");
  }
  const extras = readExtraFields(directory, extraPlace, extraLength);
  if (extras instanceof Broken) return extras;
  const values = readWideValues(directory, place, extras.get(ZIP64_EXTRA));
  return values instanceof Broken ? values : new CentralHeader(directory, place, values, extras);
}

function readWideValues(directory: ByteRecord, place: number, extra?: Uint8Array): WideValues | Broken {
  const compressedSize = directory.u32(place + 20);
  const size = directory.u32(place + 24);
  const localOffset = directory.u32(place + 42);
  const disk = directory.u16(place + 34);
  const asks =
    size === SENTINEL_32 || compressedSize === SENTINEL_32 || localOffset === SENTINEL_32 || disk === SENTINEL_16;
  if (extra === undefined && !asks)
    return onFirstDisk(disk, { size, compressedSize, localOffset, wide: false, sizeAlone: false });
  const half = (size === SENTINEL_32) !== (compressedSize === SENTINEL_32);
  // Info-ZIP, forced to zip64, has the uncompressed size and nothing else; any other half is nobody's.
  const sizeAlone = half && size === SENTINEL_32 && (extra === undefined || extra.length === 8);
  if (half && !sizeAlone) return zip64Half();
  const fields = [field(size, 8), field(compressedSize, 8), field(localOffset, 8), field(disk, 4)];
  const values = resolveZip64(fields, extra);
  if (values instanceof Broken) return values;
  const [wideSize = 0, wideCompressed = 0, wideOffset = 0, wideDisk = 0] = values;
  return onFirstDisk(wideDisk, {
    size: wideSize,
    compressedSize: wideCompressed,
    localOffset: wideOffset,
    wide: asks,
    sizeAlone,
  });
}

function onFirstDisk(disk: number, values: WideValues): WideValues | Broken {
  return disk === 0 ? values : broken("ARCHIVE_MULTI_DISK", "it is said to start on another disk");
}

/** Said of either header (zip Z7). */
export function zip64Half(): Broken {
  return broken("ARCHIVE_ZIP64_HALF", "only one of its two sizes is a zip64 value");
}

function field(value: number, bytes: 8 | 4): Zip64Field {
  return { value, bytes, mayRepeat: (repeated) => repeated === value };
}
