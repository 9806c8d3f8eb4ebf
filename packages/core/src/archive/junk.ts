// Which files does only a desktop need? (zip M1)

const APPLE_DOUBLE_FOLDER = "__MACOSX";
const JUNK = /(?:^|\/)(?:\._[^/]*|\.DS_Store|desktop\.ini|Thumbs\.db)$/i;

/** Whether `path` is left behind by Finder or Explorer, and no part of what was packed. */
export function isJunk(path: string): boolean {
  if (path === APPLE_DOUBLE_FOLDER || path.startsWith(`${APPLE_DOUBLE_FOLDER}/`)) return true;
  return JUNK.test(path);
}
