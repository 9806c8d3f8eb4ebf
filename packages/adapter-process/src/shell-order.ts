// How is a waiting shell told what to become, in one line?

/** A variable that holds a line feed; a shell that takes orders sets it. */
export const LINE_FEED_NAME = "N";

export interface ShellOrder {
  /** Absolute: standard input is read from it. */
  readonly stdin: string;
  /** Absolute: where to go. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Becomes this, by its absolute path. */
  readonly command: readonly string[];
}

/** One line for `eval` that makes a shell become `command`; when a step fails, the shell ends with a word on stderr. */
export function shellOrder({ stdin, cwd, env, command }: ShellOrder): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${shellWord(value)}`);
  return [
    `exec <${shellWord(stdin)}`,
    `cd -P ${shellWord(cwd)}`,
    "unset OLDPWD",
    ...(variables.length === 0 ? [] : [`export ${variables.join(" ")}`]),
    `exec ${command.map(shellWord).join(" ")}`,
  ].join(" && ");
}

/** `text` as one word of a line; whatever is in it stays text. Without zero bytes, which no shell holds. */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll("\n", `'"$${LINE_FEED_NAME}"'`)}'`;
}
