// How does a run end with a server that was killed?

/**
 * `command`, which the kernel then kills at the death of the process that started it, and which gains no privileges
 * by starting others. Unchanged where there is no `setpriv`; then recovery ends it.
 */
export function endsWithServer(setpriv: string | null, command: readonly string[]): readonly string[] {
  return setpriv === null ? command : [setpriv, "--no-new-privs", "--pdeathsig", "KILL", "--", ...command];
}
