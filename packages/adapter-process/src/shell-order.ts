// How is a waiting shell told what to become?

/** A variable that holds a line feed; a shell that takes orders sets it. */
export const LINE_FEED_NAME = "N";

export interface ShellSetting {
  /** Absolute: standard input is read from it. */
  readonly stdin: string;
  /** Absolute: where to go. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: ShellLimits | null;
}

/** What each process of a shell is held to, soft and hard. */
export interface ShellLimits {
  readonly memoryBytes: number;
  readonly fileBytes: number;
  readonly openFiles: number;
}

/**
 * One line for `eval`: a shell that reads it goes into `setting`, under limits without core files too, and then does
 * `last`. At the first step that fails it ends with a word on standard error.
 */
export function shellOrder({ stdin, cwd, env, limits }: ShellSetting, last: readonly string[]): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${shellWord(value)}`);
  const steps = [
    `exec <${shellWord(stdin)}`,
    `cd -P ${shellWord(cwd)}`,
    "unset OLDPWD",
    ...(variables.length === 0 ? [] : [`export ${variables.join(" ")}`]),
    ...(limits === null ? [] : ulimits(limits)),
    ...last,
  ];
  return steps.join(" && ");
}

/** The words of a command, each as it is, whatever is in it. Without zero bytes, which no shell holds. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(" ");
}

function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`).replaceAll("\n", `'"$${LINE_FEED_NAME}"'`)}'`;
}

/** Without a program: each that a process becomes on its way takes a millisecond. In the units of POSIX. */
function ulimits({ memoryBytes, fileBytes, openFiles }: ShellLimits): readonly string[] {
  const [kilobytes, blocks] = [Math.floor(memoryBytes / 1024), Math.ceil(fileBytes / 512)];
  return ["ulimit -c 0", `ulimit -d ${kilobytes}`, `ulimit -f ${blocks}`, `ulimit -n ${openFiles}`];
}
