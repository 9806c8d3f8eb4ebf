// Does SKILL.md say what the skill is called and what it does?
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { decodeText } from "../schema/decode-text.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { parseYaml } from "../schema/parse-yaml.ts";
import { positionAt } from "../schema/text-position.ts";
import type { TextPosition } from "../schema/text-position.ts";
import { firstSkillMd } from "./first-content.ts";
import { cutFrontMatter } from "./front-matter.ts";
import { judgeLength, judgeName, judgeShapes, requiredText, unknownFields } from "./front-matter-fields.ts";
import type { FrontMatterFields } from "./front-matter-fields.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";
import type { SkillMdRules } from "./profiles.ts";

export interface SkillMd {
  /** Its path below the package's folder. */
  readonly path: string;
  /** `null` when it cannot be read. */
  readonly name: string | null;
  /** Where the name stands. */
  readonly nameAt: TextPosition | null;
  readonly description: string | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads the front matter of SKILL.md. (req B4)
 * @param every whether every field that nobody knows is told, also where vendors add their own
 */
export function readSkillMd(view: PackageView, rules: SkillMdRules, every: boolean): SkillMd {
  const [rightName = ""] = rules.fileNames;
  const path = rules.fileNames.find((each) => view.kindOf(each) === "file");
  if (path === undefined) {
    const missing = missingFile(
      "PACKAGE_SKILL_MD_MISSING",
      `The package has no ${rightName}.`,
      rightName,
      view,
      firstSkillMd(view),
    );
    return { ...NOTHING, path: rightName, problems: [missing] };
  }
  const entry = view.entry(path);
  const problems: Problem[] = [];
  if (path !== rightName) {
    const hint = `Rename it to ${rightName}.`;
    problems.push(warning("PACKAGE_SKILL_MD_CASE", `The file should be called ${rightName}.`, { entry, hint }));
  }
  const read = readFrontMatter(view, path, rules);
  if (Array.isArray(read)) return { ...NOTHING, path, problems: [...problems, ...read] };
  const fields: FrontMatterFields = { ...read, entry, problems };
  const name = requiredText(fields, "name", "refused");
  const description = requiredText(fields, "description", rules.descriptionMissing);
  if (name !== null && rules.name !== "any text") judgeName(fields, name);
  for (const [field, most] of Object.entries(rules.longest)) judgeLength(fields, field, most);
  if (rules.yaml !== "core schema") judgeShapes(fields);
  problems.push(...unknownFields(fields, rules, every));
  return { path, name, nameAt: fields.at("/name"), description, problems };
}

const NOTHING = { name: null, nameAt: null, description: null } as const;

function readFrontMatter(
  view: PackageView,
  path: string,
  rules: SkillMdRules,
): Pick<FrontMatterFields, "values" | "at"> | Problem[] {
  const entry = view.entry(path);
  const first = firstSkillMd(view);
  const bytes = view.read(path);
  if (bytes.isErr()) return [bytes.error];
  const decoded = decodeText(bytes.value);
  if (decoded === null) {
    const place = { entry, hint: "Save the file as UTF-8." };
    return [problem("SCHEMA_TEXT_ENCODING", "The file is not UTF-8 text.", place)];
  }
  if (rules.byteOrderMark === "refused" && decoded.startsWith("\uFEFF")) {
    const place = { entry, line: 1, column: 1, hint: "Save the file as UTF-8 without a byte order mark." };
    return [
      problem("PACKAGE_FRONT_MATTER", "The file starts with a byte order mark, and has to start with `---`.", place),
    ];
  }
  // YAML takes a lone CR for the end of a line (1.2.2, 5.4); so do we, and each place stays where it is.
  const text = decoded.replaceAll(/\r(?!\n)/g, "\n");
  const block = cutFrontMatter(text);
  if (block.isErr()) return [problem("PACKAGE_FRONT_MATTER", block.error, { entry, line: 1, column: 1, hint: first })];
  const at = (offset: number) => positionAt(text, block.value.offset + offset);
  const { value, faults, offsets } = parseYaml(block.value.yaml, rules.yaml);
  if (faults.length > 0) {
    return faults.map(({ code, message, hint, offset }) => problem(code, message, { entry, hint, ...at(offset) }));
  }
  if (!isJsonObject(value)) {
    const message = `The front matter must be names and values, not ${jsonKind(value)}.`;
    return [problem("PACKAGE_FRONT_MATTER", message, { entry, hint: first, ...at(0) })];
  }
  return { values: value, at: (pointer: string) => at(offsets.get(pointer) ?? 0) };
}
