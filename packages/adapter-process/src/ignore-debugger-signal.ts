// How does the server keep a signal from opening its debugger?

/**
 * Takes SIGUSR1 away from Node, which would open the inspector on it, and then ignores it. Call it first in the
 * program, before any other process is started. A listener works on every supported Node (the flag
 * `--disable-sigusr1` does not exist on the oldest); it must stay, because without a listener the signal kills.
 */
export function ignoreDebuggerSignal(): void {
  process.on("SIGUSR1", () => {});
}
