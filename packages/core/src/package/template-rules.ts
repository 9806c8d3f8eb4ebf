// Can the prompt templates be rendered with what a run has?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { PACKAGE_CODES } from "../problem/codes/package.ts";
import { problem, warning } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { nearestName } from "../schema/nearest-name.ts";
import { parseTemplate } from "../schema/parse-template.ts";
import { templateNames } from "../schema/template-names.ts";
import type { TemplateNames } from "../schema/template-names.ts";
import { TEMPLATE_FILTERS, TEMPLATE_GLOBALS, TEMPLATE_TESTS } from "../schema/template-vocabulary.ts";
import { positionAt } from "../schema/text-position.ts";

/** What every template can use. (design §8) */
const VARIABLES = ["input", "parameter", "skill_id", "run_dir", "skill_dir"];

/** The names that the schemas describe by the variable that holds them; `null` where a schema takes others too. */
export type DescribedMembers = Readonly<Record<"input" | "parameter", readonly string[] | null>>;

/** Problems of one template are told up to this number. */
const MOST_TOLD = 50;

/** Judges the templates of `prompts`, by engine, in the file `entry`, without rendering any. */
export function judgeTemplates(
  prompts: Readonly<Record<string, string>>,
  members: DescribedMembers,
  entry: string,
): Problem[] {
  return Object.entries(prompts).flatMap(([engine, template]) => {
    const place = { entry, pointer: childPointer("/entrypoint/prompts", engine) };
    const parsed = parseTemplate(template);
    const at = (offset: number) => {
      const { line, column } = positionAt(template, offset);
      return `line ${line}, column ${column}`;
    };
    if (parsed.isErr()) {
      const { reason, offset } = parsed.error;
      const message = `The template cannot be used: at ${at(offset)}, ${escapeForDisplay(reason)}.`;
      return [problem("PACKAGE_TEMPLATE_SYNTAX", message, place)];
    }
    const { root, offsetOf } = parsed.value;
    const wrong = misnomers(templateNames(root), members);
    const inOrder = wrong.toSorted((one, other) => offsetOf(one.name) - offsetOf(other.name));
    return inOrder.slice(0, MOST_TOLD).map(({ code, what, name, known }) => {
      const near = nearestName(name, known);
      const hint = near === null ? `There is: ${known.join(", ").slice(0, 300)}.` : `Did you mean \`${near}\`?`;
      const tell = code === "PACKAGE_TEMPLATE_VARIABLE" ? problem : warning;
      const message = `The template names ${what} \`${escapeForDisplay(name)}\`, which there is not, at ${at(offsetOf(name))}.`;
      return tell(code, message, { ...place, hint: escapeForDisplay(hint) });
    });
  });
}

interface Misnomer {
  readonly code: keyof typeof PACKAGE_CODES;
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

function misnomers(names: TemplateNames, members: DescribedMembers): Misnomer[] {
  const unknown = (
    code: Misnomer["code"],
    what: string,
    used: Iterable<string>,
    known: readonly string[],
    besides: readonly string[] = [],
  ): Misnomer[] => {
    const all = new Set([...known, ...besides]);
    return [...used].filter((name) => !all.has(name)).map((name) => ({ code, what, name, known }));
  };
  return [
    ...unknown("PACKAGE_TEMPLATE_VARIABLE", "the variable", names.variables, VARIABLES, TEMPLATE_GLOBALS),
    ...(["input", "parameter"] as const).flatMap((holder) => {
      const described = members[holder];
      if (described === null) return [];
      return unknown("PACKAGE_TEMPLATE_MEMBER", `the ${holder}`, names.members.get(holder) ?? [], described);
    }),
    ...unknown("PACKAGE_TEMPLATE_FILTER", "the filter", names.filters, TEMPLATE_FILTERS),
    ...unknown("PACKAGE_TEMPLATE_FILTER", "the test", names.tests, TEMPLATE_TESTS),
  ];
}
