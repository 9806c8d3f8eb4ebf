// In which order, and under which bytes, do files stand in a canonical archive?

export interface NamedFile<F> {
  readonly file: F;
  /** In NFC. */
  readonly path: string;
  /** `path` in UTF-8. */
  readonly rawName: Uint8Array;
}

/** `files` sorted by the bytes of their names. */
export function sortedByName<F extends { readonly path: string }>(files: readonly F[]): readonly NamedFile<F>[] {
  const encoder = new TextEncoder();
  return files
    .map((file) => {
      const path = file.path.normalize("NFC");
      return { file, path, rawName: encoder.encode(path) };
    })
    .toSorted((one, other) => compareBytes(one.rawName, other.rawName));
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const shared = Math.min(one.length, other.length);
  for (let place = 0; place < shared; place += 1) {
    const difference = (one[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
