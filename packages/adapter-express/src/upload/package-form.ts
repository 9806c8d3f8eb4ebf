// What does the form of a validation say: a package, its name, and by which terms it is to be judged?
import { escapeForDisplay, refusal, type Refusal, type PackagePlace } from "@mayfly/core";
import { VALIDATION_TERMS, validationTermsSchema, type ValidationTerms } from "@mayfly/core/contract";
import { err, ok, type Result } from "neverthrow";
import { listed, shown } from "./form-parts.ts";
import type { FormReceiver } from "./form-shape.ts";

export interface PackageForm {
  readonly receiver: FormReceiver;
  /** What the client called the package, as it can be shown; `null` until it came. */
  readonly file: string | null;
  /** What address and form say together, once the form has come. */
  terms(): Result<ValidationTerms, Refusal>;
}

/** The form of an install, which is a package alone. */
export function installForm(place: PackagePlace): FormReceiver {
  return { ...receiverInto(place), file: (_field, body) => place.receive(body) };
}

function receiverInto(place: PackagePlace): Omit<FormReceiver, "file"> {
  return {
    shape: { files: ["skill_package"], texts: [] },
    run: null,
    signal: place.signal,
    afterwards: "",
    // Who went away does not hear it.
    unwanted: () => refusal("REQUEST_UNAVAILABLE", "The server is shutting down.", { retryAfterSeconds: 10 }),
    text: () => null,
  };
}

/** Takes the form into `place`. `asked` is what the address said already. */
export function packageForm(place: PackagePlace, asked: ValidationTerms): PackageForm {
  const terms: Record<string, string> = { ...asked };
  const form: { receiver: FormReceiver; file: string | null; terms: PackageForm["terms"] } = {
    file: null,
    terms: () => agreed(validationTermsSchema.parse(terms)),
    receiver: {
      ...receiverInto(place),
      shape: { files: ["skill_package"], texts: Object.keys(VALIDATION_TERMS) },
      file(_field, body, fileName) {
        form.file = escapeForDisplay(fileName);
        return place.receive(body);
      },
      text(field, value) {
        const before = terms[field];
        const wrong = wrongTerm(field, value) ?? (before === undefined ? null : twoTerms(field, before, value));
        if (wrong !== null) return refusal("REQUEST_INVALID", wrong);
        terms[field] = value;
        return null;
      },
    },
  };
  return form;
}

function wrongTerm(field: string, value: string): string | null {
  const values = VALIDATION_TERMS[field as keyof ValidationTerms];
  return values.includes(value)
    ? null
    : `\`${field}\` cannot be \`${shown(value)}\`; it can be ${listed(values, "or")}.`;
}

function twoTerms(field: string, one: string, other: string): string | null {
  if (one === other) return null;
  return `The address says that \`${field}\` is \`${one}\`, and the form \`${other}\`; say one.`;
}

/** Whoever says both would be surprised by either. */
function agreed(terms: ValidationTerms): Result<ValidationTerms, Refusal> {
  if (terms.strict !== "true" || terms.unknown_fields !== "warn") return ok(terms);
  return err(
    refusal("REQUEST_INVALID", "`strict` refuses unknown fields, and `unknown_fields` lets them pass; leave one out."),
  );
}
