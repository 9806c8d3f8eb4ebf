// How does a test get between the lifecycle and its ports?
import { err } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Ports } from "../ports/ports.ts";

/** Stands around each call of an asynchronous port; `call` is such as `runs.commit`, and `go` makes the call. */
export type Intercept = (call: string, args: readonly unknown[], go: () => Promise<unknown>) => Promise<unknown>;

const ASYNCHRONOUS = ["runs", "queue", "cache", "uploads", "workspaces", "outputs", "judge"] as const;
const SYNCHRONOUS_CALLS = ["queue.onQueued"];

/** `ports` with `intercept` around every call that is awaited. */
export function interceptedPorts(ports: Ports, intercept: Intercept): Ports {
  const intercepted = ASYNCHRONOUS.map((name) => [name, around(name, ports[name], intercept)]);
  return { ...ports, ...(Object.fromEntries(intercepted) as Partial<Ports>) };
}

function around<T extends object>(name: string, port: T, intercept: Intercept): T {
  return new Proxy(port, {
    get(target, key) {
      const method: unknown = Reflect.get(target, key);
      const call = `${name}.${String(key)}`;
      if (typeof method !== "function" || SYNCHRONOUS_CALLS.includes(call)) return method;
      return (...args: unknown[]) =>
        intercept(call, args, async () => (method as (...all: unknown[]) => unknown).apply(target, args));
    },
  });
}

/** How a call fails: with a fault before it did anything, with a fault though it was done, or by a bug that throws. */
export type Failing = "unavailable" | "no_space" | "done_but_unavailable" | "throws";

export interface Faults {
  readonly intercept: Intercept;
  /** Lets the next `times` calls fail (all by default), of those for which `when` holds. */
  fail(call: string, how?: Failing, times?: number, when?: (args: readonly unknown[]) => boolean): void;
  /** Holds up the next such call before it does anything. */
  hold(call: string): Held;
  /** Holds up the answer to the next such call, when all is done. */
  holdAnswer(call: string): Held;
  /** Everything works again. */
  mend(): void;
}

export interface Held {
  /** Resolves when the call is there. */
  readonly reached: Promise<void>;
  release(): void;
}

interface Rule {
  readonly call: string;
  readonly how: Failing;
  readonly when: (args: readonly unknown[]) => boolean;
  left: number;
}

/** Real ports do not fail when a test wants it, so this makes them. */
export function createFaults(): Faults {
  let rules: Rule[] = [];
  const holds = new Map<string, { reached: PromiseWithResolvers<void>; released: PromiseWithResolvers<void> }>();
  const hold = (moment: string): Held => {
    const held = { reached: Promise.withResolvers<void>(), released: Promise.withResolvers<void>() };
    holds.set(moment, held);
    return { reached: held.reached.promise, release: () => held.released.resolve() };
  };
  const pass = async (moment: string): Promise<void> => {
    const held = holds.get(moment);
    holds.delete(moment);
    held?.reached.resolve();
    await held?.released.promise;
  };
  return {
    fail(call, how = "unavailable", times = Number.POSITIVE_INFINITY, when = () => true) {
      rules.push({ call, how, when, left: times });
    },
    hold,
    holdAnswer: (call) => hold(`${call} answers`),
    mend() {
      rules = [];
    },
    async intercept(call, args, go) {
      await pass(call);
      const rule = rules.find((each) => each.call === call && each.left > 0 && each.when(args));
      if (rule === undefined) {
        const answer = await go();
        await pass(`${call} answers`);
        return answer;
      }
      rule.left -= 1;
      if (rule.how === "throws") throw new Error(`A bug in ${call}.`);
      if (rule.how === "done_but_unavailable") await go();
      const kind = rule.how === "no_space" ? "no_space" : "unavailable";
      return err<never, Fault>({ kind, message: `${call} was made to fail at /secret/place.` });
    },
  };
}
