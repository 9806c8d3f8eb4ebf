// Can Windows keep a file of this name, under this name? (zip P7)
import { escapeForDisplay } from "./escape-for-display.ts";

/** Windows finds a device whatever the extension, and spaces before the dot do not count. */
const DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9\u00B9\u00B2\u00B3]) *(?:\.|$)/i;

/** Up to eight characters with `~` and a number, and an extension of at most three: how Windows abbreviates names. */
const SHORT_NAME = /^(?=[^.]{1,8}(?:\.|$))[^.]*~[0-9]+(?:\.[^.]{0,3})?$/;

/** Each rule answers what is wrong, as the end of a sentence, or `null`. */
export function reservedCharacter(path: string): string | null {
  const found = /[<>:"|?*]/.exec(path);
  return found === null ? null : `it holds ${found[0]}, which Windows does not allow in names`;
}

export function nameEdge(path: string): string | null {
  // `.` and `..` have codes of their own.
  const segment = path.split("/").find((each) => each !== "." && each !== ".." && /^ |[. ]$|;[0-9]*$/.test(each));
  return segment === undefined
    ? null
    : `"${escapeForDisplay(segment)}" starts with a space, or ends with a dot, a space or a version such as ";1"`;
}

export function deviceName(path: string): string | null {
  const segment = path.split("/").find((each) => DEVICE.test(each));
  return segment === undefined ? null : `"${escapeForDisplay(segment)}" is a device on Windows`;
}

export function shortName(path: string): string | null {
  const segment = path.split("/").find((each) => SHORT_NAME.test(each));
  return segment === undefined ? null : `"${escapeForDisplay(segment)}" has the form of a Windows short name`;
}
