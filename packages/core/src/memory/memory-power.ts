// What is left of files in memory when the power goes off? What a port promised to have flushed, and traces of the rest.

/** The power of a machine whose files lie in memory. Give one to every file port of the machine. */
export interface MemoryPower {
  /**
   * The power goes off and on again: whatever was not promised to be flushed is lost, in whole or in part, and no call
   * that was under way changes anything any more.
   */
  off(): void;
  /** Calls `lose` whenever the power goes off. */
  onOff(lose: () => void): void;
  /** Asks, later on, whether the power has been on without a break since now. */
  watch(): () => boolean;
}

export function createMemoryPower(): MemoryPower {
  const losers: (() => void)[] = [];
  let breaks = 0;
  return {
    off() {
      breaks += 1;
      for (const lose of losers) lose();
    },
    onOff(lose) {
      losers.push(lose);
    },
    watch() {
      const then = breaks;
      return () => breaks === then;
    },
  };
}

/** What a call hears that was under way. */
export const POWER_CUT = { kind: "unavailable", message: "The power went off meanwhile." } as const;
