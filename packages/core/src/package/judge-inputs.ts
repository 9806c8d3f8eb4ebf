// Are the files that were sent those that the package takes? (design §7, §8)
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { childPointer } from "../schema/json-pointer.ts";
import { nearestName } from "../schema/nearest-name.ts";
import type { PackageEntry } from "./package-files.ts";
import type { InputContract } from "./report.ts";

/**
 * Judges the entries of an input archive: one file for each key, as `<key>` or, to keep its own name, `<key>/<name>`.
 * @returns `INPUT_*` errors; those about a key have its pointer
 */
export function judgeInputs(
  inputs: readonly InputContract[],
  entries: readonly Pick<PackageEntry, "path" | "kind">[],
): Problem[] {
  const problems: Problem[] = [];
  const byKey = new Map(inputs.map((input) => [input.key, input]));
  const sent = new Set<string>();
  for (const { path } of entries.filter(({ kind }) => kind === "file")) {
    const [key = "", name, ...deeper] = path.split("/");
    const place = { entry: escapeForDisplay(path), pointer: childPointer("", key) };
    const input = byKey.get(key);
    if (input === undefined) {
      problems.push(unknownInput(key, inputs, place));
    } else if (deeper.length > 0) {
      const hint = `Name the entry \`${key}\`, or \`${key}/<name>\` to keep the name of the file.`;
      problems.push(
        problem("INPUT_LAYOUT", `The file of the input \`${key}\` lies in a folder of its own.`, { ...place, hint }),
      );
    } else if (sent.has(key)) {
      problems.push(
        problem("INPUT_REPEATED", `The input \`${key}\` has more than one file.`, {
          ...place,
          hint: "Send one file for each key.",
        }),
      );
    } else if (name !== undefined && !takes(input, name)) {
      const message = `The input \`${key}\` does not take the file "${escapeForDisplay(name)}".`;
      problems.push(
        problem("INPUT_EXTENSION", message, {
          ...place,
          hint: `It takes files that end in ${input.extensions.join(", ")}.`,
        }),
      );
    }
    if (input !== undefined) sent.add(key);
  }
  for (const { key } of inputs.filter((input) => input.required && !sent.has(input.key))) {
    const hint = `Send a zip with the file as its entry \`${key}\`.`;
    problems.push(
      problem("INPUT_MISSING", `The input \`${key}\` is missing.`, { pointer: childPointer("", key), hint }),
    );
  }
  return problems;
}

/** A name without an extension says nothing about the type of the file. */
function takes({ extensions }: InputContract, name: string): boolean {
  if (extensions.length === 0 || !/[^.]\.[^.]/.test(name)) return true;
  return extensions.some((extension) => name.toLowerCase().endsWith(extension));
}

function unknownInput(
  key: string,
  inputs: readonly InputContract[],
  place: { entry: string; pointer: string },
): Problem {
  const keys = inputs.map((input) => input.key);
  const shown = escapeForDisplay(key);
  if (keys.length === 0)
    return problem("INPUT_UNKNOWN", `The package takes no files, so "${shown}" cannot be sent.`, place);
  const byStem = keys.find((each) => each === key.replace(/\.[^.]*$/, ""));
  const near = nearestName(key, keys);
  const keep =
    byStem === undefined
      ? null
      : `Name the entry \`${byStem}\`, or \`${byStem}/${shown}\` to keep the name of the file.`;
  const hint = keep ?? (near === null ? `It takes: ${keys.join(", ")}.` : `Did you mean \`${near}\`?`);
  return problem("INPUT_UNKNOWN", `The package has no input "${shown}".`, { ...place, hint });
}
