// Where do fresh ids come from?
import type { Ids } from "../ports/ids.ts";
import type { AttemptId, RunId } from "../run/run-id.ts";

/** Crockford's base 32: without i, l, o and u, and in the order in which text sorts. */
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** Ids of ten digits of time and sixteen of chance, which are 80 bits from the system's source for secrets. */
export const memoryIds: Ids = {
  runId: () => freshId() as RunId,
  attemptId: () => freshId() as AttemptId,
};

function freshId(): string {
  return timeDigits(Date.now()) + randomDigits();
}

/** `now` in milliseconds, with leading zeros; enough for 35,000 years. */
function timeDigits(now: number): string {
  let digits = "";
  for (let rest = now; digits.length < TIME_DIGITS; rest = Math.floor(rest / 32))
    digits = DIGITS.charAt(rest % 32) + digits;
  return digits;
}

function randomDigits(): string {
  // 32 divides 256, so each digit is as likely as the next.
  return Array.from(crypto.getRandomValues(new Uint8Array(RANDOM_DIGITS)), (byte) => DIGITS.charAt(byte % 32)).join("");
}
