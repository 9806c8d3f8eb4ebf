// What does the package answer with?
import type { Bundle } from "../schema/bundle.ts";
import { inPlaceGroup } from "../schema/in-place-group.ts";
import { ContractNotes } from "./contract-notes.ts";
import { describedFields, typesOf } from "./described-fields.ts";
import type { OutputContract } from "./report.ts";

/** What the output schema says about the top of the output document. */
export function outputContract(bundle: Bundle): OutputContract {
  const fields = describedFields(bundle, new ContractNotes());
  return {
    types: typesOf(inPlaceGroup(bundle, bundle.root)),
    fields: fields.map(({ name, types, required, description }) => ({ name, types, required, description })),
  };
}
