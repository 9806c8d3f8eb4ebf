// What does the form of a validation say: a package, its name, and by which profile it is to be judged?
import { escapeForDisplay, refusal, type Profile, type Refusal, type PackagePlace } from "@mayfly/core";
import { PROFILE_NAMES, profileSchema } from "@mayfly/core/contract";
import { listed, shown } from "./form-parts.ts";
import type { FormReceiver } from "./form-shape.ts";

export interface PackageForm {
  readonly receiver: FormReceiver;
  /** What the client called the package, as it can be shown; `null` until it came. */
  readonly file: string | null;
  /** `null` when the client named none. */
  readonly profile: Profile | null;
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

/** Takes the form into `place`. `profile` is what the address named already. */
export function packageForm(place: PackagePlace, profile: Profile | null): PackageForm {
  const form: { receiver: FormReceiver; file: string | null; profile: Profile | null } = {
    file: null,
    profile,
    receiver: {
      ...receiverInto(place),
      shape: { files: ["skill_package"], texts: ["profile"] },
      file(_field, body, fileName) {
        form.file = escapeForDisplay(fileName);
        return place.receive(body);
      },
      text(_field, value) {
        const named = profileSchema.safeParse(value);
        if (!named.success) return noProfile(value);
        if (profile !== null && profile !== named.data) return twoProfiles(profile, named.data);
        form.profile = named.data;
        return null;
      },
    },
  };
  return form;
}

function noProfile(value: string): Refusal {
  return refusal("REQUEST_INVALID", `There is no profile \`${shown(value)}\`; there are ${listed(PROFILE_NAMES)}.`);
}

function twoProfiles(one: Profile, other: Profile): Refusal {
  return refusal("REQUEST_INVALID", `The address names the profile \`${one}\`, and the form \`${other}\`; name one.`);
}
