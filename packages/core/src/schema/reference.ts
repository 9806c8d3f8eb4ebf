// What does a `$ref` in a file of a package point to? (design §8)

export type Reference =
  /** A file of the package, and a fragment: `""`, a JSON pointer, or an anchor's name. */
  | { readonly kind: "file"; readonly path: string; readonly fragment: string }
  /** Something that an `$id` of the package may name. */
  | { readonly kind: "id"; readonly id: string; readonly fragment: string }
  /** Half a sentence that says why it cannot be followed. */
  | { readonly kind: "broken"; readonly reason: string };

/**
 * Reads the text of a `$ref` that stands in the file `from`. A relative one is resolved against the path of the file,
 * whatever `$id` says; both `from` and the answer are paths inside the package.
 */
export function readReference(ref: string, from: string): Reference {
  const hash = ref.indexOf("#");
  const address = hash < 0 ? ref : ref.slice(0, hash);
  const fragment = decoded(hash < 0 ? "" : ref.slice(hash + 1));
  if (fragment === null) return { kind: "broken", reason: "its percent signs do not form characters" };
  if (address === "") return { kind: "file", path: from, fragment };
  if (/^[A-Za-z][\w+.-]*:/.test(address)) return { kind: "id", id: address, fragment };
  const path = decoded(address);
  if (path === null) return { kind: "broken", reason: "its percent signs do not form characters" };
  if (path.startsWith("/") || /[?\\]/.test(path)) return { kind: "broken", reason: "it is no path inside the package" };
  const resolved = resolvePath(path, from);
  if (resolved === null) return { kind: "broken", reason: "it leaves the package" };
  return { kind: "file", path: resolved, fragment };
}

/** `path` as seen from the folder of the file `from`, without `.` and `..`; `null` when it leaves the package. */
export function resolvePath(path: string, from: string): string | null {
  const segments = from.split("/").slice(0, -1);
  for (const segment of path.split("/")) {
    if (segment === "..") {
      if (segments.pop() === undefined) return null;
    } else if (segment !== "." && segment !== "") {
      segments.push(segment);
    }
  }
  return segments.join("/");
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // the only thing it can throw is that the text is malformed
  }
}
