// Does SKILL.md say what the skill is called and what it does?
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { decodeText } from "../schema/decode-text.ts";
import { isJsonObject, jsonKind } from "../schema/json-object.ts";
import { parseYaml } from "../schema/parse-yaml.ts";
import { positionAt } from "../schema/text-position.ts";
import { cutFrontMatter } from "./front-matter.ts";
import { missingFile } from "./missing-file.ts";
import type { PackageView } from "./package-view.ts";

export const SKILL_MD = "SKILL.md";

export interface SkillMd {
  /** `null` when it cannot be read. */
  readonly name: string | null;
  readonly description: string | null;
  readonly problems: readonly Problem[];
}

/** Reads the front matter of SKILL.md. (req B4) */
export function readSkillMd(view: PackageView): SkillMd {
  const nothing = (...problems: Problem[]): SkillMd => ({ name: null, description: null, problems });
  const entry = view.entry(SKILL_MD);
  if (view.kindOf(SKILL_MD) !== "file") {
    return nothing(missingFile("PACKAGE_SKILL_MD_MISSING", "The package has no SKILL.md.", SKILL_MD, view));
  }
  const bytes = view.read(SKILL_MD);
  if (bytes.isErr()) return nothing(bytes.error);
  const text = decodeText(bytes.value);
  if (text === null)
    return nothing(
      problem("SCHEMA_TEXT_ENCODING", "The file is not UTF-8 text.", { entry, hint: "Save the file as UTF-8." }),
    );

  const block = cutFrontMatter(text);
  const example = "Start the file with `---`, lines such as `name: my-skill`, and `---`.";
  if (block.isErr())
    return nothing(problem("PACKAGE_FRONT_MATTER", block.error, { entry, line: 1, column: 1, hint: example }));
  const at = (offset: number) => positionAt(text, block.value.offset + offset);
  const { value, faults, offsets } = parseYaml(block.value.yaml);
  if (faults.length > 0) {
    return nothing(
      ...faults.map(({ code, message, hint, offset }) => problem(code, message, { entry, hint, ...at(offset) })),
    );
  }
  if (!isJsonObject(value)) {
    const message = `The front matter must be names and values, not ${jsonKind(value)}.`;
    return nothing(problem("PACKAGE_FRONT_MATTER", message, { entry, hint: example, ...at(0) }));
  }

  const problems: Problem[] = [];
  const textOf = (field: "name" | "description") => {
    const held = Object.hasOwn(value, field) ? value[field] : undefined;
    const place = { entry, pointer: `/${field}`, ...at(offsets.get(`/${field}`) ?? 0) };
    if (typeof held === "string" && held.trim() !== "") return held;
    const tell = field === "name" ? problem : warning;
    if (held === undefined || held === null || held === "") {
      problems.push(
        tell("PACKAGE_FIELD_MISSING", `The front matter has no \`${field}\`.`, {
          ...place,
          hint: `Add \`${field}: …\`.`,
        }),
      );
    } else {
      const hint = "Put the value in quotes.";
      problems.push(
        problem("PACKAGE_FIELD_TYPE", `The \`${field}\` in the front matter must be text, not ${jsonKind(held)}.`, {
          ...place,
          hint,
        }),
      );
    }
    return null;
  };
  return { name: textOf("name"), description: textOf("description"), problems };
}
