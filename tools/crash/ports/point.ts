// At which moment is a server killed?

/** Just before or just after one call of a port. */
export type Side = "before" | "after";

export interface Point {
  /** As `watchPorts` names it: `runs.commit(enqueue)@commit`; `*` is every call. */
  readonly call: string;
  readonly side: Side;
  /** The how many-th such call to be made, or to have answered, from 1. */
  readonly nth: number;
}

/** The point that `name` names, such as `runs.commit(enqueue)@commit:before:1`; `null` when it names none. */
export function pointOf(name: string): Point | null {
  const [, call = "", side = "", nth = ""] = /^(.+):(before|after):(\d{1,9})$/.exec(name) ?? [];
  return call === "" || Number(nth) === 0 ? null : { call, side: side as Side, nth: Number(nth) };
}
