// What starts a package's program?

export type ScriptLanguage = "javascript" | "typescript" | "python" | "shell" | "other";

const LANGUAGES: Readonly<Record<string, ScriptLanguage>> = {
  mjs: "javascript",
  js: "javascript",
  cjs: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  py: "python",
  sh: "shell",
};

/** What the name of the program tells; TypeScript is never run, and `other` starts by its first line or its mode. */
export function scriptLanguage(script: string): ScriptLanguage {
  const extension = /[^/]\.([^./]*)$/.exec(script)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(LANGUAGES, extension) ? (LANGUAGES[extension] ?? "other") : "other";
}

/** As many bytes of a program as its first line is looked for in. */
export const SCRIPT_HEAD_BYTES = 256;

/**
 * The interpreter that the first line names, and its argument, as the kernel reads them: at most one, blanks and all.
 * `null` without one.
 */
export function scriptInterpreter(head: Uint8Array): readonly string[] | null {
  const line = String.fromCharCode(...head.subarray(0, SCRIPT_HEAD_BYTES));
  const [, interpreter, argument] = /^#![ \t]*([^ \t\r\n]+)[ \t]*([^\r\n]*)/.exec(line) ?? [];
  if (interpreter === undefined) return null;
  return argument === undefined || argument.trim() === "" ? [interpreter] : [interpreter, argument.trim()];
}
