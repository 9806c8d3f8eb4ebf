// Is each part of a form one that it may have? (design §7 Upload)
import { escapeForDisplay, refusal, type Refusal } from "@mayfly/core";
import type { FormShape } from "./form-shape.ts";

/** Names are a client's; the first of their characters are enough to find them again. */
const NAME_SHOWN = 80;

export function formInvalid(message: string): Refusal {
  return refusal("REQUEST_FORM_INVALID", message);
}

/** A client's word as a sentence can hold it. */
export function shown(word: string): string {
  return escapeForDisplay(word.length > NAME_SHOWN ? `${word.slice(0, NAME_SHOWN)}…` : word);
}

/** Names as a sentence lists them. */
export function listed(names: readonly string[], last: "and" | "or" = "and"): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${last} ${quoted.at(-1)}`;
}

/** Looks at each part as its header comes: known, once, and of its kind. */
export function createPartCheck(shape: FormShape): { readonly file: PartCheck; readonly text: PartCheck } {
  const names = [...shape.files, ...shape.texts];
  const seen = new Set<string>();
  const check = (field: string | undefined, kind: readonly string[], otherwise: string): Refusal | null => {
    if (field === undefined) return formInvalid("A part of the form has no name.");
    if (!names.includes(field)) {
      const message = `There is no part \`${shown(field)}\` in this form; it has ${listed(names)}.`;
      return refusal("REQUEST_PART_UNKNOWN", message);
    }
    if (seen.has(field)) return refusal("REQUEST_PART_REPEATED", `The part \`${field}\` was sent more than once.`);
    seen.add(field);
    if (kind.includes(field)) return null;
    const curl = shape.files.includes(field) ? `${field}=@skill.zip` : `${field}=…`;
    return formInvalid(`The part \`${field}\` has to be sent as ${otherwise}, as \`curl -F ${curl}\` does.`);
  };
  return {
    file: (field) => check(field, shape.files, "a text, without a file name"),
    text: (field) => check(field, shape.texts, "a file, with a file name"),
  };
}

type PartCheck = (field: string | undefined) => Refusal | null;
