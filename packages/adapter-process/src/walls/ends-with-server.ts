// How does a run end with a server that was killed?

/**
 * Starts a command, given at its end, which the kernel then kills at the death of the process that started it, and which
 * gains no privileges by starting others. Empty where there is no `setpriv`; then recovery ends it.
 */
export function endsWithServer(setpriv: string | null): readonly string[] {
  return setpriv === null ? [] : [setpriv, "--no-new-privs", "--pdeathsig", "KILL", "--"];
}
