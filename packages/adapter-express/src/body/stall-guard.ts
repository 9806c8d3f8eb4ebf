// Does the sender of a body stand still, or creep? (design §7 Upload)

export interface BodyPace {
  /** Milliseconds without a byte that are a stall. */
  readonly idleMs: number;
  /** Milliseconds over which the rate is measured. */
  readonly windowMs: number;
  /** Bytes a second over a window; fewer are a stall. */
  readonly minBytesPerSecond: number;
}

export const DEFAULT_BODY_PACE: BodyPace = { idleMs: 30_000, windowMs: 60_000, minBytesPerSecond: 8 * 1024 };

/** Counts only the time in which we wait for the sender: while we are busy ourselves, it is paused. */
export interface StallGuard {
  count(bytes: number): void;
  pause(): void;
  resume(): void;
  stop(): void;
}

/** A running guard; calls `onStall` at most once, unless it is stopped before. */
export function createStallGuard(pace: BodyPace, onStall: () => void): StallGuard {
  const needed = (pace.minBytesPerSecond * pace.windowMs) / 1000;
  let waited = 0;
  let bytes = 0;
  let since = 0;
  let idle: NodeJS.Timeout | undefined;
  let window: NodeJS.Timeout | undefined;

  const pause = (): void => {
    if (idle === undefined) return;
    waited += performance.now() - since;
    clearTimeout(idle);
    clearTimeout(window);
    idle = undefined;
  };
  const stalled = (): void => {
    pause();
    onStall();
  };
  const measure = (): void => {
    if (bytes < needed) return stalled();
    waited = 0;
    bytes = 0;
    since = performance.now();
    window = setTimeout(measure, pace.windowMs);
  };
  const resume = (): void => {
    if (idle !== undefined) return;
    since = performance.now();
    idle = setTimeout(stalled, pace.idleMs);
    window = setTimeout(measure, Math.max(0, pace.windowMs - waited));
  };

  resume();
  return {
    count(more) {
      bytes += more;
      idle?.refresh();
    },
    pause,
    resume,
    stop: pause,
  };
}
