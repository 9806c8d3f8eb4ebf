// Which packages does the load run, and what must come of them? Known without any server.
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { unzipSync } from "fflate";
import { skillZip } from "../../../packages/mayfly/src/testing/skill.ts";
import { packageFolder, runPackage } from "../../../test-fixtures/run-package.ts";
import { zipInputs, zipPackage } from "../../../test-fixtures/zip-package.ts";
import type { Journal } from "./journal.ts";
import type { Left, SkillVersion, Wanted } from "./wanted.ts";

/** The skill that is installed, upgraded, and run as a job that takes no files. */
export const WRITER = "lab-writer";
export const PRIMES = "prime-check";

const BLOCK = 4096;
const TABLE = `name,count\n${Array.from({ length: 200 }, (_, row) => `row ${row % 7},${row * 3}`).join("\n")}\n`;
const NUMBERS = { numbers: [7, 10, 561, 104_729], divisor: 5 };
const NO_OPTIONS = {};

const zip = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** `n` says what it writes, so that equal ones can be wanted; it takes `ms` milliseconds. */
const WRITES = `
import { left } from "./left.mjs";
import { right } from "./right.mjs";
const { n = 0, ms = 0 } = job.parameter;
for (const file of ["a", "b"])
  fs.writeFileSync(path.join(job.artifacts_dir, "block-" + file + ".txt"), (n + file + "\\n").repeat(${BLOCK}));
console.log("wrote", n);
setTimeout(() => finish({ n, left, right }), ms);
`;

const SPAWNS = `
import { spawn } from "node:child_process";
try {
  spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { detached: true, stdio: "ignore" }).unref();
} catch {}
setTimeout(() => finish({}), job.parameter.ms ?? 0);
`;

const BLOCKS = ["a", "b"].map((file) => ({ role: file, pattern: `block-${file}.txt`, required: true }));

function writerZip(version: string): Uint8Array<ArrayBuffer> {
  const part = (name: string): string => `export const ${name} = ${JSON.stringify(version)};\n`;
  return skillZip(WRITER, {
    program: WRITES,
    files: { "scripts/left.mjs": part("left"), "scripts/right.mjs": part("right") },
    runner: { version, artifacts: BLOCKS },
  });
}

/** Version `1.0.<n>` of the writer; its two halves must never be found apart. */
export function writerVersion(n: number): SkillVersion {
  return versionOf(WRITER, `1.0.${n}`, writerZip(`1.0.${n}`));
}

/** The version that comes after every one that was sent. */
export function nextWriter({ versions }: Journal): SkillVersion {
  return writerVersion(versions.filter(({ id }) => id === WRITER).length + 1);
}

export function primesVersion(): SkillVersion {
  return versionOf(PRIMES, "1.0.0", zip(zipPackage(packageFolder(PRIMES))));
}

function versionOf(id: string, version: string, bytes: Uint8Array<ArrayBuffer>): SkillVersion {
  const files = Object.entries(unzipSync(bytes)).map(
    ([path, content]) => [path.slice(id.length + 1), content] as const,
  );
  return { id, version, zip: bytes, files: Object.fromEntries(files) };
}

interface Asked {
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Packages {
  primes(asked?: Asked): Wanted;
  table(asked?: Asked): Wanted;
  spawner(ms: number): Wanted;
  writer(n: number, ms: number, asked?: Asked): Wanted;
  refused(): Wanted;
  /** Of the installed writer, which takes no files and so uses the cache from the start. */
  job(n: number, ms: number, asked?: Asked): Wanted;
  /** Of the installed prime-check, which may take a file and so waits for an upload. */
  jobWithInputs(asked?: Asked): Wanted;
}

/** Runs the fixtures once by themselves, to know what comes of them. */
export async function loadPackages(): Promise<Packages> {
  const primes = await runPackage(PRIMES, {}, NUMBERS);
  const table = await runPackage("csv-profile", { "table/t.csv": TABLE }, {});
  const fixtureZip = (id: string): Uint8Array<ArrayBuffer> => zip(zipPackage(packageFolder(id)));
  const [primesZip, tableZip] = [fixtureZip(PRIMES), fixtureZip("csv-profile")];
  const inputs = { table: inputZip("table/t.csv", TABLE), numbers: inputZip("numbers/n.txt", "11\n15\n") };
  const withFile = await runPackage(PRIMES, { "numbers/n.txt": "11\n15\n" }, NUMBERS);
  const checkOf = (end: typeof primes) => (left: Left) => differs(left, end.output, hashed(end.artifacts));
  const base = { inputs: null, uploads: true, fails: [] as string[], parameter: {}, skill: null };
  const spawnerZip = skillZip("lab-spawner", { program: SPAWNS });
  const refusedZip = skillZip("lab-refused", { program: "", runner: { id: "other", engines: [] } });
  const firstWriter = writerZip("1.0.1");
  const anything = (): null => null;
  return {
    primes: ({ options = NO_OPTIONS } = {}) => ({
      ...base,
      ...{ name: "prime-check", options, parameter: NUMBERS, package: primesZip, check: checkOf(primes) },
    }),
    table: ({ options = NO_OPTIONS } = {}) => ({
      ...base,
      ...{ name: "csv-profile", options, package: tableZip, inputs: inputs.table, check: checkOf(table) },
    }),
    spawner: (ms) => ({
      ...base,
      ...{ name: "spawner", options: NO_OPTIONS, parameter: { ms }, package: spawnerZip, check: anything },
    }),
    writer: (n, ms, { options = NO_OPTIONS } = {}) => ({
      ...base,
      ...{ name: "writer", options, parameter: { n, ms }, package: firstWriter, check: checkBlocks(n) },
    }),
    refused: () => ({
      ...base,
      ...{ name: "refused", options: NO_OPTIONS, package: refusedZip, check: () => "succeeded, though it is refused" },
      fails: ["PACKAGE_IDENTITY", "PACKAGE_ENGINES_EMPTY"],
    }),
    job: (n, ms, { options = NO_OPTIONS } = {}) => ({
      ...base,
      ...{ name: "job", skill: WRITER, options, parameter: { n, ms }, package: null, check: checkBlocks(n) },
      uploads: false,
    }),
    jobWithInputs: ({ options = NO_OPTIONS } = {}) => ({
      ...base,
      ...{ name: "job with a file", skill: PRIMES, options, parameter: NUMBERS, package: null },
      inputs: inputs.numbers,
      check: checkOf(withFile),
    }),
  };
}

function inputZip(path: string, text: string): Uint8Array<ArrayBuffer> {
  return zip(zipInputs({ [path]: new TextEncoder().encode(text) }));
}

function hashed(artifacts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...artifacts].map(([path, text]) => [path, sha256(text)]));
}

function differs(left: Left, data: unknown, artifacts: ReadonlyMap<string, string>): string | null {
  if (!isDeepStrictEqual(left.data, data)) return `has other data: ${JSON.stringify(left.data).slice(0, 200)}`;
  const paths = new Set([...left.artifacts.keys(), ...artifacts.keys()]);
  const wrong = [...paths].filter((path) => left.artifacts.get(path) !== artifacts.get(path));
  return wrong.length === 0 ? null : `has other artifacts: ${wrong.join(", ")}`;
}

function checkBlocks(n: number): (left: Left) => string | null {
  const blocks = ["a", "b"].map((file) => [`block-${file}.txt`, sha256(`${n}${file}\n`.repeat(BLOCK))] as const);
  return (left) => {
    const { left: one, right: other } = left.data as { readonly left: unknown; readonly right: unknown };
    if (one !== other) return `ran half of version ${String(one)} and half of ${String(other)}`;
    return differs(left, { n, left: one, right: one }, new Map(blocks));
  };
}
