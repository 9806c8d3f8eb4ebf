// What does an operator hear who wants to hear nothing?
import type { Log } from "../ports/log.ts";

/** Drops every line: for tests, and for those who embed and look at the records instead. */
export const silentLog: Log = {
  info() {},
  warn() {},
  error() {},
};
