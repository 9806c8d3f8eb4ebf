// What is a small valid skill, and how does it come packed?
import { bufferSource, writeArchive, type ByteSource } from "@mayfly/core";

/** Text by path below the skill's folder. */
export type SkillText = Readonly<Record<string, string>>;

const SCHEMA = JSON.stringify({ type: "object", properties: { rows: { type: "integer" } } });

export interface SkillWish {
  readonly version?: string | undefined;
  readonly name?: string;
  readonly description?: string;
}

/** The files of a valid skill `id`; everything that tells its version stands in each of two files. */
export function skillText(
  id: string,
  { version = "1.0.0", name = id, description = "Counts." }: SkillWish = {},
): SkillText {
  const runner = {
    id,
    name,
    version,
    description,
    engines: ["script"],
    entrypoint: { script: "scripts/main.mjs" },
    schemas: { input: "assets/in.json", parameter: "assets/parameter.json", output: "assets/out.json" },
    artifacts: [{ role: "report", pattern: "report.md", required: false }],
  };
  return {
    "SKILL.md": `---\nname: ${id}\ndescription: Counts.\n---\n\nVersion ${version}.\n`,
    "assets/runner.json": JSON.stringify(runner),
    "assets/in.json": JSON.stringify({ type: "object", properties: {} }),
    "assets/parameter.json": JSON.stringify({ type: "object", properties: { top: { type: "integer", default: 3 } } }),
    "assets/out.json": SCHEMA,
    "scripts/main.mjs": `// ${version}\n`,
  };
}

/** The same as bytes. */
export function bytesByPath(text: SkillText): ReadonlyMap<string, Uint8Array> {
  const encoder = new TextEncoder();
  return new Map(Object.entries(text).map(([path, content]) => [path, encoder.encode(content)]));
}

/** The canonical archive of a skill in the folder `id`. */
export function packedSkill(id: string, text: SkillText): Uint8Array {
  const files = [...bytesByPath(text)].map(([path, bytes]) => ({ path: `${id}/${path}`, bytes }));
  return writeArchive(files)._unsafeUnwrap();
}

/** All bytes of a source. */
export async function wholeOf(source: ByteSource): Promise<Uint8Array> {
  return source.read(0, source.size);
}

/** A skill as an installer takes it. */
export function sourceOf(id: string, text: SkillText): ByteSource {
  return bufferSource(packedSkill(id, text));
}
