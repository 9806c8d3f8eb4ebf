// Which parameters does the package take, and do their defaults hold?
import { escapeForDisplay } from "../path/escape-for-display.ts";
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { originOf } from "../schema/bundle.ts";
import type { Bundle } from "../schema/bundle.ts";
import type { SchemaCheck } from "../schema/compile-schema.ts";
import { inPlaceGroup, propertiesOf } from "../schema/in-place-group.ts";
import type { JsonValue } from "../schema/json.ts";
import { childPointer, pointerSegments } from "../schema/json-pointer.ts";
import { subschemas } from "../schema/subschemas.ts";
import { ContractNotes } from "./contract-notes.ts";
import { describedFields } from "./described-fields.ts";
import type { DescribedField } from "./described-fields.ts";
import type { ParameterContract } from "./report.ts";

export interface Parameters {
  readonly parameters: readonly ParameterContract[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the parameters that the parameter schema describes. Its defaults are what `check` fills into no parameters at
 * all; one that the schema itself refuses would make every run fail that does not give the parameter.
 */
export function readParameters(bundle: Bundle, check: SchemaCheck): Parameters {
  const filled: { [name: string]: JsonValue } = {};
  // A part of the schema may look at a member before another part fills it in.
  const hasParts =
    subschemas(bundle.root, bundle.dialect).some(({ inPlace }) => inPlace) || bundle.targets.has(bundle.root);
  const checked = hasParts ? check(filled).andThen(() => check(filled)) : check(filled);
  const problems = checked.match(
    (mismatches) =>
      mismatches.flatMap(({ pointer, sentence, hint }) => {
        const [name] = pointerSegments(pointer) ?? [];
        if (name === undefined) return [];
        const message = `The default of the parameter "${escapeForDisplay(name)}" does not fit its schema: ${sentence}`;
        return [problem("PACKAGE_PARAMETER_DEFAULT", message, { ...placeOfDefault(bundle, name), hint })];
      }),
    () => {
      const message = "Filling in the defaults of the parameter schema takes too long.";
      return [problem("SCHEMA_TOO_COMPLEX", message, { entry: bundle.entry, pointer: "" })];
    },
  );
  const notes = new ContractNotes();
  const parameters = describedFields(bundle, notes).map((field) => contractOf(field, filled, notes));
  return { parameters, problems };
}

function contractOf(
  { group, ...field }: DescribedField,
  filled: Readonly<Record<string, JsonValue>>,
  notes: ContractNotes,
): ParameterContract {
  const value = Object.hasOwn(filled, field.name) ? filled[field.name] : undefined;
  const choices = group.find((node) => node["enum"] !== undefined)?.["enum"];
  return {
    ...field,
    ...(value !== undefined && notes.takes(value) ? { default: value } : {}),
    ...(Array.isArray(choices) && notes.takes(choices) ? { enum: choices } : {}),
  };
}

function placeOfDefault(bundle: Bundle, name: string): { readonly entry: string; readonly pointer: string } {
  const properties = propertiesOf(inPlaceGroup(bundle, bundle.root)).filter((property) => property.name === name);
  const holder = properties.find(({ node }) => node["default"] !== undefined)?.node;
  const { entry, pointer } = originOf(bundle, holder ?? bundle.root);
  return { entry, pointer: holder === undefined ? pointer : childPointer(pointer, "default") };
}
