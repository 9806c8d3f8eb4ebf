// Which abilities may an adapter have besides, and how does it say so?
import { expect } from "vitest";

/** An adapter leaves out what it cannot do; the suite then expects that it does without. */
export interface Traits {
  /**
   * Declares that what the adapter stands on can be taken away from it: does so, for good. From now on every call has
   * to answer a fault.
   */
  unavailable?(): Promise<void>;
}

/** What every `Result` is. */
interface Answer {
  isErr(): boolean;
  _unsafeUnwrap(): unknown;
  _unsafeUnwrapErr(): unknown;
}

/** One call of every method of a port, so that a new method is missed here. */
export type EveryCall<Port> = Readonly<Record<keyof Port, () => Promise<Answer>>>;

/** Each call answers a fault, whose message is for the log; none throws, and none says that all is well. */
export async function expectFaults<Port>(calls: EveryCall<Port>): Promise<void> {
  const answers: Record<string, unknown> = {};
  for (const [name, call] of Object.entries<() => Promise<Answer>>(calls)) {
    try {
      const answer = await call();
      answers[name] = answer.isErr() ? kindOf(answer._unsafeUnwrapErr()) : { ok: answer._unsafeUnwrap() };
    } catch (thrown) {
      answers[name] = { thrown };
    }
  }
  expect(answers).toEqual(Object.fromEntries(Object.keys(calls).map((name) => [name, "unavailable"])));
}

function kindOf(error: unknown): unknown {
  const { kind, message } = error as { readonly kind?: unknown; readonly message?: unknown };
  return typeof message === "string" && message !== "" ? kind : error;
}

/** Why a test of a trait is left out. */
export const NO_TRAIT = {
  unavailable: "the adapter does not say that it can be out of reach",
} as const;
