// Which runtime options does a run have? (req A3; design §7)

export interface RunOptions {
  /** Keeps the temporary files after the end until their expiry. */
  readonly debug_keep_temp: boolean;
  /** Puts logs and inputs into the bundle too. */
  readonly debug: boolean;
  /** Runs anew, whatever the cache holds, and writes what it finds there. Changes nothing for a temporary run. */
  readonly no_cache: boolean;
  /** Accepted; has no effect. */
  readonly verbose: boolean;
  readonly execution_mode: "auto";
  /** Shortens this run's deadline, in seconds from the start of the process; `null` leaves the server's. */
  readonly hard_timeout_seconds: number | null;
}

export const DEFAULT_RUN_OPTIONS: RunOptions = {
  debug_keep_temp: false,
  debug: false,
  no_cache: false,
  verbose: false,
  execution_mode: "auto",
  hard_timeout_seconds: null,
};
