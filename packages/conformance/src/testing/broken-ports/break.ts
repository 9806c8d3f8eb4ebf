// What is a port that breaks its promise, on purpose?

/** One broken adapter under the suite of its port. */
export interface Break {
  /** What it does wrong, as a sentence that goes on after the port's name. */
  readonly does: string;
  /** How the name begins of a test that has to notice. */
  readonly noticedBy: string;
  /** Calls the suite of the port for it. */
  readonly describe: (name: string) => void;
}

/** The name under which the suite of a broken adapter runs. */
export function nameOf({ does }: Break): string {
  return `one that ${does}`;
}
