// Does a path stay below the folder that it starts from? (zip P1, P5, P6, P9)

/** Each rule answers what is wrong, as the end of a sentence, or `null`. */
export function empty(path: string): string | null {
  return path === "" ? "it is empty" : null;
}

export function absolute(path: string): string | null {
  if (path.startsWith("/")) return "it starts with a slash";
  return /^[A-Za-z]:/.test(path) ? "it starts with a drive letter" : null;
}

export function traversal(path: string): string | null {
  return path.split("/").includes("..") ? "it has a `..` segment" : null;
}

export function emptySegment(path: string): string | null {
  // Leading slashes are told as an absolute path.
  return path.replace(/^\/+/, "").split("/").includes("") && !/^\/*$/.test(path) ? "it has an empty segment" : null;
}

export function dotSegment(path: string): string | null {
  return path.split("/").includes(".") ? "it has a `.` segment" : null;
}

export function proto(path: string): string | null {
  return path.split("/").includes("__proto__") ? "it has a segment `__proto__`" : null;
}
