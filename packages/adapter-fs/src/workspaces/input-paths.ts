// Which extracted file belongs to which input key? (design §7)

/** `key` and `key/name.ext` both stand for the input `key`. */
export function inputPaths(files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((path) => [path.split("/", 1)[0] ?? path, path]));
}
