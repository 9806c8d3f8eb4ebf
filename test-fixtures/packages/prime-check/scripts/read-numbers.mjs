// Which numbers were asked about, and can each be read exactly?
import { readFileSync, statSync } from "node:fs";

const MAX_BITS = 4096;
const MAX_DIGITS = 1234; // 2^4096 has 1234 decimal digits
const MAX_NUMBERS = 20_000;
const MAX_TOTAL_DIGITS = 1_000_000; // keeps the output well below its limit
const MAX_FILE_BYTES = 8 * 1024 * 1024;
const INTEGER = /^[+-]?[0-9]+$/;

/**
 * The numbers to check, those of the parameter first.
 * @param {(number | string)[]} given the parameter `numbers`
 * @param {string | undefined} path the input file `numbers`, if there is one
 * @returns {bigint[]} at least one number
 * @throws with a sentence that names the number or the line which is wrong
 */
export function readNumbers(given, path) {
  const all = given.map((each, index) => parse(String(each), `number ${index + 1} of the parameter`));
  if (path !== undefined) all.push(...fromFile(path));
  if (all.length === 0) throw new Error("neither the parameter nor the file `numbers` has one.");
  if (all.length > MAX_NUMBERS) {
    throw new Error(`there are ${all.length}, and at most ${MAX_NUMBERS} are checked in one run.`);
  }
  const digits = all.reduce((sum, n) => sum + String(n).length, 0);
  if (digits > MAX_TOTAL_DIGITS) {
    throw new Error(`they have ${digits} digits together, and at most ${MAX_TOTAL_DIGITS} are read.`);
  }
  return all;
}

function fromFile(path) {
  if (statSync(path).size > MAX_FILE_BYTES) {
    throw new Error(`the file is larger than ${MAX_FILE_BYTES} bytes.`);
  }
  const lines = readFileSync(path, "utf8").split(/\r\n|\n|\r/);
  const numbers = [];
  let first = true;
  for (const [index, line] of lines.entries()) {
    const field = firstField(line);
    if (field === "") continue;
    const header = first && !/^[+-]?[0-9]/.test(field);
    first = false;
    if (!header) numbers.push(parse(field, `line ${index + 1} of the file`));
  }
  return numbers;
}

/** Trimming also takes a byte order mark away. */
function firstField(line) {
  const field = line.split(/[,;\t]/, 1)[0].trim();
  return field.startsWith('"') && field.endsWith('"') ? field.slice(1, -1).trim() : field;
}

function parse(text, where) {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (!INTEGER.test(text)) throw new Error(`${where} is no integer: ${JSON.stringify(short)}.`);
  const digits = text.replace(/^[+-]?0*/, "");
  if (digits.length > MAX_DIGITS || BigInt(digits || "0") >> BigInt(MAX_BITS) > 0n) {
    throw new Error(`${where} has more than ${MAX_BITS} bits: ${short}`);
  }
  const size = BigInt(digits || "0");
  return text.startsWith("-") ? -size : size;
}
