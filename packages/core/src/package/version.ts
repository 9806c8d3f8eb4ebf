// Which version does a text name?

export interface Version {
  /** Major, minor, patch. */
  readonly numbers: readonly [number, number, number];
  /** What follows a hyphen, at its dots; empty for a release. */
  readonly preRelease: readonly string[];
}

const FORM = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([\w-]+(?:\.[\w-]+)*))?(?:\+[\w.-]+)?$/;

/** Reads a version in the form of Semantic Versioning 2.0.0, also with fewer numbers; `null` when `text` is none. */
export function parseVersion(text: string): Version | null {
  const match = text.length > 200 ? null : FORM.exec(text);
  if (match === null) return null;
  const [, major, minor = "0", patch = "0", preRelease] = match;
  return { numbers: [Number(major), Number(minor), Number(patch)], preRelease: preRelease?.split(".") ?? [] };
}
