// How is it said how many packages were good?
import type { Counts } from "./report-format.ts";

export function summaryOf({ valid, refused, unreadable }: Counts): string {
  const rest = unreadable === 0 ? "" : `, ${unreadable} could not be read`;
  return `${valid} valid, ${refused} refused${rest}`;
}
