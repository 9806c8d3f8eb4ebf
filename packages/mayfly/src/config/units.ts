// How are sizes, times and counts written in a setting?
import { err, ok, type Result } from "neverthrow";

/** A parsed value, or what a good value looks like. */
export type Parsed<T> = Result<T, string>;

const DURATION_UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const SIZE_UNITS: Readonly<Record<string, number>> = { "": 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Milliseconds of `90s`, `15m`, `24h`, `7d` or `250ms`; more than 0 and at most ten years. */
export function parseDuration(text: string): Parsed<number> {
  const [, digits = "", unit = ""] = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text) ?? [];
  const ms = Number(digits) * (DURATION_UNITS[unit] ?? Number.NaN);
  if (!(ms > 0 && ms <= 3653 * 86_400_000)) return err("a duration such as `90s`, `15m`, `24h` or `7d`");
  return ok(ms);
}

/** Bytes of `20971520`, `20MiB` or `1GiB`; more than 0. */
export function parseBytes(text: string): Parsed<number> {
  const [, digits = "", unit = ""] = /^(\d{1,15})(KiB|MiB|GiB)?$/.exec(text) ?? [];
  const bytes = Number(digits) * (SIZE_UNITS[unit] ?? Number.NaN);
  if (digits === "" || !(bytes > 0 && Number.isSafeInteger(bytes)))
    return err("a size such as `20MiB`, `1GiB` or a number of bytes");
  return ok(bytes);
}

/** A whole number from `least` to `most`. */
export function parseCount(least: number, most: number): (text: string) => Parsed<number> {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? ok(value) : err(`a whole number from ${least} to ${most}`);
  };
}

/** One of `names`. */
export function parseOneOf<const N extends string>(names: readonly N[]): (text: string) => Parsed<N> {
  return (text) => {
    const found = names.find((name) => name === text);
    return found === undefined ? err(`one of ${names.map((name) => `\`${name}\``).join(", ")}`) : ok(found);
  };
}

/** Text that is not empty. */
export function parseText(text: string): Parsed<string> {
  return text.trim() === "" ? err("some text") : ok(text);
}

/** Host names as a `Host` header has them, with or without a port, with commas in between. */
export const parseHosts = parseList(isHost, "host names such as `runs.example.org` or `runs.example.org:8443`");

/** Origins as browsers send them, with commas in between. */
export const parseOrigins = parseList(isOrigin, "origins such as `https://app.example.org` or `http://localhost:3000`");

function parseList(isGood: (item: string) => boolean, what: string): (text: string) => Parsed<readonly string[]> {
  return (text) => {
    const items = text.split(",").map((item) => item.trim());
    return items.every(isGood) ? ok(items) : err(`${what}, with commas in between`);
  };
}

const HOST = String.raw`(?:\[[0-9a-f:.]+\]|[a-z0-9_~-]+(?:\.[a-z0-9_~-]+)*)(?::\d{1,5})?`;
const IS_HOST = new RegExp(`^${HOST}$`, "i");
const IS_ORIGIN = new RegExp(`^[a-z][a-z0-9+.-]*://${HOST}/?$`, "i");

function isHost(text: string): boolean {
  return IS_HOST.test(text);
}

/** A browser leaves out the port that a scheme has anyway. */
function isOrigin(text: string): boolean {
  const origin = text.toLowerCase().replace(/\/$/, "");
  return IS_ORIGIN.test(text) && (!/^https?:/.test(origin) || URL.parse(origin)?.origin === origin);
}
