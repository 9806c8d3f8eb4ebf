// Does an extra field make something else of an entry than its attributes do? (zip A1, X3)
import type { CentralHeader } from "./central-header.ts";
import type { ExtraFields } from "./extra-fields.ts";
import { ByteRecord } from "./record.ts";
import { broken } from "./refuse.ts";
import type { Broken } from "./refuse.ts";
import { DIRECTORY_TYPE, LINK_TYPE, REGULAR_TYPE, TYPE_BITS } from "./unix-types.ts";

/** Unix mode, owner and the target of a link, by ASi; Info-ZIP's unzip follows it where the attributes have no mode. */
const ASI_UNIX_EXTRA = 0x756e;
const ASI_MODE_PLACE = 4;
/** A copy of central fields in the local header, by libarchive, which follows it. */
const LIBARCHIVE_EXTRA = 0x6c78;

/** What `extras`, of either header, say of the entry's type that the central header does not. */
export function otherType(header: CentralHeader, extras: ExtraFields): Broken | null {
  if (extras.size === 0) return null;
  return asiType(header, extras.get(ASI_UNIX_EXTRA)) ?? libarchiveType(header, extras.get(LIBARCHIVE_EXTRA));
}

function asiType(header: CentralHeader, extra: Uint8Array | undefined): Broken | null {
  if (extra === undefined || extra.length < ASI_MODE_PLACE + 2) return null;
  const type = new ByteRecord(extra).u16(ASI_MODE_PLACE) & TYPE_BITS;
  if (type === LINK_TYPE) return broken("ARCHIVE_SYMLINK", "an extra field calls it a symbolic link");
  const directory = header.rawName.at(-1) === SLASH;
  const fits = type === 0 || type === (directory ? DIRECTORY_TYPE : REGULAR_TYPE);
  return fits ? null : broken("ARCHIVE_SPECIAL_FILE", "an extra field calls it something else than its name does");
}

const SLASH = 0x2f;
/** Which fields follow, one bit each; a set highest bit continues it. */
const MADE_BY = 1;
const INTERNAL = 2;
const EXTERNAL = 4;
const CONTINUED = 0x80;

function libarchiveType(header: CentralHeader, extra: Uint8Array | undefined): Broken | null {
  if (extra === undefined) return null;
  const fields = extra[0] ?? CONTINUED;
  const attributesPlace = 1 + ((fields & MADE_BY) === 0 ? 0 : 2) + ((fields & INTERNAL) === 0 ? 0 : 2);
  const length = attributesPlace + ((fields & EXTERNAL) === 0 ? 0 : 4);
  const record = new ByteRecord(extra);
  const equal =
    (fields & CONTINUED) === 0 &&
    length <= extra.length &&
    ((fields & MADE_BY) === 0 || record.u16(1) === header.madeBy) &&
    ((fields & EXTERNAL) === 0 || record.u32(attributesPlace) === header.attributes);
  return equal ? null : broken("ARCHIVE_SPECIAL_FILE", "an extra field gives it other attributes than its header does");
}
