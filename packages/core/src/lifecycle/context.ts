// What do the steps of a run share?
import type { Ports } from "../ports/ports.ts";
import type { RunId } from "../run/run-id.ts";
import type { ActiveWork } from "./active-work.ts";
import type { Followers } from "./followers.ts";
import type { JudgedParameter } from "./judged-parameter.ts";
import type { MayflyOptions } from "./options.ts";
import type { Refusal } from "./refusal.ts";
import type { Remembered } from "./remembered.ts";
import type { Turns } from "./turns.ts";

export interface Context {
  readonly ports: Ports;
  readonly options: MayflyOptions;
  readonly active: ActiveWork;
  /** The names of the packages that are being validated; none of them has a record. */
  readonly validating: Set<RunId>;
  /** Creates, by the key that came with them. */
  readonly creating: Turns;
  readonly followers: Followers;
  readonly judged: Remembered<JudgedParameter, Refusal>;
}
