// Is this a safe relative path on Linux, macOS and Windows?
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import type { PATH_CODES } from "../problem/codes/path.ts";
import { backslash, refusedCharacter } from "./character-rules.ts";
import { escapeForDisplay } from "./escape-for-display.ts";
import { absolute, dotSegment, empty, emptySegment, proto, traversal } from "./location-rules.ts";
import { DEFAULT_PATH_LIMITS } from "./path-limits.ts";
import type { PathLimits } from "./path-limits.ts";
import { segmentTooLong, tooDeep, tooLong } from "./size-rules.ts";
import { deviceName, nameEdge, reservedCharacter, shortName } from "./windows-rules.ts";

type Rule = (path: string, limits: PathLimits) => string | null;

const RULES: readonly (readonly [keyof typeof PATH_CODES, Rule])[] = [
  ["PATH_EMPTY", empty],
  ["PATH_TOO_LONG", tooLong],
  ["PATH_SEGMENT_TOO_LONG", segmentTooLong],
  ["PATH_TOO_DEEP", tooDeep],
  ["PATH_CHARACTER", refusedCharacter],
  ["PATH_BACKSLASH", backslash],
  ["PATH_ABSOLUTE", absolute],
  ["PATH_TRAVERSAL", traversal],
  ["PATH_EMPTY_SEGMENT", emptySegment],
  ["PATH_DOT_SEGMENT", dotSegment],
  ["PATH_RESERVED_CHARACTER", reservedCharacter],
  ["PATH_NAME_EDGE", nameEdge],
  ["PATH_DEVICE_NAME", deviceName],
  ["PATH_SHORT_NAME", shortName],
  ["PATH_PROTO", proto],
];

/**
 * Everything that is wrong with `path`, which has `/` between its segments and no slash at its end; each code at most
 * once. Its composed form (NFC), under which some systems and every canonical archive keep it, has to be right as well.
 * Empty when the path stays below any folder that it is resolved against, and names one file everywhere.
 */
export function checkPath(path: string, limits: PathLimits = DEFAULT_PATH_LIMITS): Problem[] {
  const composed = path.normalize("NFC");
  return RULES.flatMap(([code, rule]) => {
    const wrong = rule(path, limits) ?? (composed === path ? null : rule(composed, limits));
    if (wrong === null) return [];
    const entry = escapeForDisplay(path);
    return [problem(code, `Cannot use the path "${entry}": ${wrong}.`, { entry })];
  });
}

/** Whether nothing is wrong with `path`. */
export function isSafeRelativePath(path: string, limits: PathLimits = DEFAULT_PATH_LIMITS): boolean {
  const composed = path.normalize("NFC");
  const forms = composed === path ? [path] : [path, composed];
  return RULES.every(([, rule]) => forms.every((form) => rule(form, limits) === null));
}
