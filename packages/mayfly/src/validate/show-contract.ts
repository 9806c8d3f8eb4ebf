// What does a good package promise, in a few lines?
import { escapeForDisplay, type PackageContract } from "@mayfly/core";
import { numberOfFiles } from "../archives/number-of-files.ts";
import type { Paint } from "../archives/show-inspection.ts";
import { size } from "../demo/screen.ts";

const NAME_WIDTH = 12;
/** So many of a list are named. */
const MOST_NAMED = 12;

/** One line each for what it is, who runs it, what it takes, what it gives, and what is in it. */
export function showContract(contract: PackageContract, paint: Paint): readonly string[] {
  const { id, version, schemas, inputs, parameters, artifacts, files, bytes, content_digest: digest } = contract;
  const rows = {
    skill: version === null ? id : `${id} ${version}`,
    // What has no schemas says nothing about how it is run.
    engines: schemas === null ? "" : enginesOf(contract),
    inputs: named(
      inputs.map(({ key, required, extensions }) => key + noted([extensions.join(" "), ...optional(required)])),
    ),
    parameters: named(parameters.map(({ name }) => name)),
    artifacts: named(artifacts.map(({ pattern, required }) => pattern + noted(optional(required)))),
    content: `${numberOfFiles(files)}, ${size(bytes)}`,
    sha256: digest ?? "",
  };
  return Object.entries(rows).flatMap(([name, value]) =>
    value === "" ? [] : [`${paint("dim", name.padEnd(NAME_WIDTH))}${escapeForDisplay(value)}`],
  );
}

function enginesOf({ engines }: PackageContract): string {
  return engines.length === 0 ? "every one" : named(engines);
}

function named(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  return names.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function noted(notes: readonly string[]): string {
  const said = notes.filter((note) => note !== "");
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

function optional(required: boolean): readonly string[] {
  return required ? [] : ["optional"];
}
