import fc from "fast-check";
import { expect, test } from "vitest";
import { isRunId } from "./run-id.ts";

const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const digits = fc.array(fc.constantFrom(...DIGITS), { minLength: 26, maxLength: 26 }).map((all) => all.join(""));

test("`isRunId()` holds for any 26 digits of Crockford's base 32 in lower case", () => {
  fc.assert(fc.property(digits, (text) => isRunId(text)));
});

test("`isRunId()` fails for a text that is longer or shorter by one", () => {
  fc.assert(fc.property(digits, (text) => !isRunId(text.slice(1)) && !isRunId(`${text}0`) && !isRunId(`0${text}`)));
});

test("`isRunId()` fails when any one character is not a digit, such as a capital, a letter left out, or part of a path", () => {
  const wrong = fc.constantFrom(..."ilouABZ./\\%-_ \n\0é");
  fc.assert(
    fc.property(digits, fc.nat(25), wrong, (text, at, bad) => !isRunId(text.slice(0, at) + bad + text.slice(at + 1))),
  );
});

test("`isRunId()` does not take a good id with a line break behind it", () => {
  expect(isRunId(`${"0".repeat(26)}\n`)).toBe(false);
  expect(isRunId("")).toBe(false);
});
