// Which files does only a desktop need? (zip M1)

const APPLE_DOUBLE_FOLDER = "__MACOSX";
const FILES = new Set([".ds_store", "desktop.ini", "thumbs.db"]);

/** Whether `path` is left behind by Finder or Explorer, and no part of what was packed. */
export function isJunk(path: string): boolean {
  const segments = path.split("/");
  const name = segments.at(-1) ?? "";
  return segments[0] === APPLE_DOUBLE_FOLDER || name.startsWith("._") || FILES.has(name.toLowerCase());
}
