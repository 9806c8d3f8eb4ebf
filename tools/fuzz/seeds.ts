// From which archives does fuzzing start?
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { toBytes } from "../../test-fixtures/archives/bytes.ts";
import { descriptor } from "../../test-fixtures/archives/descriptor.ts";
import { unicodeName } from "../../test-fixtures/archives/extra-fields.ts";
import { rawZip } from "../../test-fixtures/archives/raw-zip.ts";
import { ROOT } from "../run/tool.ts";

const FIXTURES = join(ROOT, "test-fixtures/archives");
/** Larger ones say nothing that smaller ones do not, and cost more. */
const MOST_BYTES = 8 * 1024;

/** A few small archives, and the fixtures as far as they are small. */
export function seeds(): readonly Uint8Array[] {
  const names = globSync("{accepted,refused}/*.zip", { cwd: FIXTURES }).toSorted();
  const fixtures = names.map((name) => Uint8Array.from(readFileSync(join(FIXTURES, name))));
  return [...builtSeeds(), ...fixtures.filter(({ length }) => length <= MOST_BYTES)];
}

/** Archives that are accepted, each with something that the others do not have. */
export function builtSeeds(): readonly Uint8Array[] {
  const hello = "hello hello hello";
  const plain = [
    { name: "s/", attributes: 0x10 },
    { name: "s/a.txt", content: hello, method: 8 },
    { name: "s/b", content: "world" },
  ];
  const latin = Uint8Array.of(0xe4, 0x2e, 0x74);
  const stated = unicodeName("ä.t", latin);
  const after = descriptor(hello, toBytes(hello), { signed: true, wide: false });
  return [
    rawZip([]),
    rawZip(plain),
    rawZip(plain, { zip64: {} }),
    rawZip([{ name: "a", content: hello, flags: 8, after }, { name: "b" }]),
    rawZip([{ name: latin, extra: stated, local: { extra: stated } }], { comment: toBytes("by hand") }),
  ];
}
