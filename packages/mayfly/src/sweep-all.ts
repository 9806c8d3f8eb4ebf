// What is swept, all together: runs, and the installs beside them?
import type { InstallId, Mayfly, Registry, SweepAction, SweepOptions, SweepReport } from "@mayfly/core";

/** An install comes to its end that nobody works on, and what it left goes. */
export interface InstallSweepAction {
  readonly action: "settle_install";
  readonly install: InstallId;
}

export type AnySweepAction = SweepAction | InstallSweepAction;

export interface SweepAllOptions extends Omit<SweepOptions, "tell"> {
  readonly tell?: (action: AnySweepAction) => void;
}

/** `failures` counts both. */
export interface SweepAllReport extends SweepReport {
  /** Installs that were left in the middle, or had left files. */
  readonly installs: number;
}

export type SweepAll = (part: number | "all", options?: SweepAllOptions) => Promise<SweepAllReport>;

/** One sweep of both: a run knows nothing of what changes the installed skills, so neither sweeps for the other. */
export function sweepAllOf(mayfly: Pick<Mayfly, "sweep">, registry: Pick<Registry, "sweep">): SweepAll {
  return async (part, options = {}) => {
    // First, since a run whose skill lies half exchanged would hear that there is none.
    const { installs, failures } = await registry.sweep({
      ...options,
      tell: (install) => options.tell?.({ action: "settle_install", install }),
    });
    const runs = await mayfly.sweep(part, options);
    return { ...runs, installs, failures: runs.failures + failures };
  };
}
