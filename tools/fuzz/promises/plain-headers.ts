// Does every header of what was accepted tell of a plain file or folder, which is packed in a way that everybody knows?
import { CENTRAL, get } from "../parts/layout.ts";
import { takeApart } from "../parts/take-apart.ts";
import { promise } from "../target.ts";

/** Effort of the compression, descriptor, UTF-8. */
const KNOWN_FLAGS = 0b1000_0000_1110;
const FOLDER = 0o040000;
const FILE = 0o100000;
const SLASH = 0x2f;

export function checkHeaders(archive: Uint8Array): void {
  for (const { header, name } of takeApart(archive)?.centrals ?? []) {
    const flags = get(header, CENTRAL.flags);
    promise((flags & ~KNOWN_FLAGS) === 0, "unknown-flags", () => `An entry has the flags ${flags}.`);
    const method = get(header, CENTRAL.method);
    promise(method === 0 || method === 8, "unknown-method", () => `An entry has the method ${method}.`);
    const attributes = get(header, CENTRAL.attributes);
    const type = (attributes >>> 16) & 0o170000;
    // With backslashes between folders, a name may end with one.
    const folder = name.at(-1) === SLASH || name.at(-1) === 0x5c;
    const fits = type === 0 || type === (folder ? FOLDER : FILE);
    promise(fits, "wrong-type", () => `An entry has the type ${type.toString(8)}.`);
    promise(folder || (attributes & 0x10) === 0, "wrong-type", () => "A file has a folder's attributes.");
  }
}
