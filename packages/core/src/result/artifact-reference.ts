// Does a text in an output name a collected artifact?

/**
 * Makes a test for texts that an output schema marks with `x-type`. A program may name an artifact by its path below the
 * artifacts folder, with or without `artifacts/` before it, or by the absolute path that it wrote to.
 * @param collected paths `artifacts/…`
 */
export function artifactReference(collected: readonly string[]): (reference: string) => boolean {
  const known = new Set(collected);
  return (reference) => {
    const path = reference.replace(/^(?:\.\/)+/, "");
    if (known.has(path) || known.has(`artifacts/${path}`)) return true;
    if (!path.startsWith("/")) return false;
    for (let at = path.indexOf("/artifacts/"); at >= 0; at = path.indexOf("/artifacts/", at + 1)) {
      if (known.has(path.slice(at + 1))) return true;
    }
    return false;
  };
}
