// What do the steps of a run share at the start?
import type { Ports } from "../ports/ports.ts";
import { ActiveWork } from "./active-work.ts";
import type { Context } from "./context.ts";
import { Followers } from "./followers.ts";
import { DEFAULT_MAYFLY_OPTIONS, type MayflyOptions } from "./options.ts";
import { Remembered } from "./remembered.ts";
import { settleFollowers } from "./settle-followers.ts";
import { Turns } from "./turns.ts";

/** Parameters that were judged and may come again; each is at most as large as a request. */
const MOST_JUDGED = 256;

export function createContext(ports: Ports, options: Partial<MayflyOptions> = {}): Context {
  const context: Context = {
    ports,
    options: { ...DEFAULT_MAYFLY_OPTIONS, ...options },
    active: new ActiveWork(),
    creating: new Turns(),
    // The end of a run lets another go on, which may end too: that circle is closed here and nowhere else.
    followers: new Followers((key) => settleFollowers(context, key), ports.log),
    judged: new Remembered(MOST_JUDGED),
    validating: new Set(),
  };
  return context;
}
