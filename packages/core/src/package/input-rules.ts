// Which files does the package take? (design §8)
import { isSafeRelativePath } from "../path/check-path.ts";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { JsonObject } from "../schema/json.ts";
import type { Bundle } from "../schema/bundle.ts";
import { originOf } from "../schema/bundle.ts";
import { inPlaceGroup, propertiesOf } from "../schema/in-place-group.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { ContractNotes } from "./contract-notes.ts";
import { descriptionOf } from "./described-fields.ts";
import type { InputContract } from "./report.ts";

export interface Inputs {
  readonly inputs: readonly InputContract[];
  readonly problems: readonly Problem[];
}

/** Reads the inputs that the input schema describes: each of its properties is a file. */
export function readInputs(bundle: Bundle): Inputs {
  const inputs = new Map<string, InputContract>();
  const problems: Problem[] = [];
  const notes = new ContractNotes();
  for (const { name, node, required } of propertiesOf(inPlaceGroup(bundle, bundle.root))) {
    if (name.includes("/") || !isSafeRelativePath(name)) {
      const message = `The input key "${escapeForDisplay(name)}" cannot be the name of a file on every system.`;
      const hint = "Use letters, digits, `_` and `-`.";
      problems.push(problem("PACKAGE_INPUT_KEY", message, { ...originOf(bundle, node), hint }));
      continue;
    }
    const group = inPlaceGroup(bundle, node);
    const extensions = group.flatMap((each) => readExtensions(bundle, each, problems));
    const before = inputs.get(name);
    const description = before?.description ?? descriptionOf(group, notes);
    inputs.set(name, {
      key: name,
      required: required || (before?.required ?? false),
      extensions: [...new Set([...(before?.extensions ?? []), ...extensions])],
      ...(description === null ? {} : { description }),
    });
  }
  return { inputs: [...inputs.values()], problems };
}

const EXTENSION = /^\.?[^./\\\s][^/\\\s]*$/;

function readExtensions(bundle: Bundle, node: JsonObject, problems: Problem[]): string[] {
  const { extensions } = node;
  if (extensions === undefined) return [];
  const { entry, pointer } = originOf(bundle, node);
  const list: readonly unknown[] = Array.isArray(extensions) ? extensions : [null];
  return list.flatMap((extension) => {
    if (typeof extension === "string" && EXTENSION.test(extension))
      return [`.${extension.toLowerCase().replace(/^\./, "")}`];
    const hint = 'Write them as `"extensions": [".csv", ".tsv"]`.';
    const place = { entry, pointer: childPointer(pointer, "extensions"), hint };
    problems.push(problem("PACKAGE_INPUT_EXTENSIONS", "`extensions` must be a list of file endings.", place));
    return [];
  });
}
