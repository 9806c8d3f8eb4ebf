// How does a port say that the outside world failed?

/** The outside world failed; the caller did nothing wrong and may try again later. */
export interface Fault {
  /** `no_space`: the disk is full or a quota is reached. `unavailable`: anything else. */
  readonly kind: "unavailable" | "no_space";
  /** For the log: what was tried and what the system said. Never shown to clients. */
  readonly message: string;
  readonly cause?: unknown;
  /** The system's own code, such as `EACCES`, where there is one. It tells nothing of this machine and may be shown. */
  readonly code?: string;
}
