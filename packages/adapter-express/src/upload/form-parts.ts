// Which parts does the upload form have? (design §7 Upload)
import { refusal, type Refusal, type UploadPart } from "@mayfly/core";

const PARTS: ReadonlyMap<string, UploadPart> = new Map([
  ["skill_package", "package"],
  ["file", "inputs"],
]);

/** The part of an upload that a form field holds, `null` for a field that the form does not have. */
export function partOf(field: string): UploadPart | null {
  return PARTS.get(field) ?? null;
}

/** Names are a client's; the first of their characters are enough to find them again. */
const NAME_SHOWN = 80;

export function formInvalid(message: string): Refusal {
  return refusal("REQUEST_FORM_INVALID", message);
}

/** Looks at each part as its header comes: known, once, and a file. */
export function createPartCheck(): { readonly file: PartCheck; readonly text: PartCheck } {
  const seen = new Set<string>();
  const file = (field: string | undefined): Refusal | null => {
    if (field === undefined) return formInvalid("A part of the form has no name.");
    if (partOf(field) === null) return unknown(field);
    if (seen.has(field)) return refusal("REQUEST_PART_REPEATED", `The part \`${field}\` was sent more than once.`);
    seen.add(field);
    return null;
  };
  const text = (field: string | undefined): Refusal | null =>
    file(field) ?? formInvalid(`The part \`${field}\` has to be sent as a file, with a file name.`);
  return { file, text };
}

type PartCheck = (field: string | undefined) => Refusal | null;

function unknown(field: string): Refusal {
  const shown = field.length > NAME_SHOWN ? `${field.slice(0, NAME_SHOWN)}…` : field;
  return refusal(
    "REQUEST_PART_UNKNOWN",
    `There is no part \`${shown}\` in this form; it has \`skill_package\` and \`file\`.`,
  );
}
