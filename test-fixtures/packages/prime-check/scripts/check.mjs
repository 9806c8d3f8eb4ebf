// Which of these numbers are prime? Reads the job, decides each number, writes output and artifacts.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decide } from "./primality.mjs";
import { readNumbers } from "./read-numbers.mjs";
import { primesCsv, report } from "./report.mjs";

const { input, parameter, artifacts_dir, output_path } = JSON.parse(
  readFileSync(process.env.MAYFLY_JOB ?? "input.json", "utf8"),
);
const rounds = parameter.rounds ?? 24;
const divisor = parameter.divisor ?? null;

let wanted;
try {
  wanted = readNumbers(parameter.numbers ?? [], input.numbers);
} catch (error) {
  console.error(`Cannot check the numbers: ${error.message}`);
  process.exit(2);
}

const PROGRESS_MS = 1000;
let lastWord = Date.now();
const numbers = wanted.map((n, index) => {
  const { prime, certain, method, factor } = decide(n, rounds);
  const remainder = divisor === null ? null : modulo(n, BigInt(divisor));
  if (Date.now() - lastWord > PROGRESS_MS) {
    lastWord = Date.now();
    console.error(`checked ${index + 1} of ${wanted.length}`);
  }
  return {
    number: String(n),
    prime,
    certain,
    method,
    smallest_factor: factor === null ? null : String(factor),
    divisible_by_divisor: remainder === null ? null : remainder === 0n,
    remainder: remainder === null ? null : String(remainder),
  };
});

const primes = numbers.filter((each) => each.prime).length;
const counts = {
  checked: numbers.length,
  prime: primes,
  not_prime: numbers.length - primes,
  divisible: divisor === null ? null : numbers.filter((each) => each.divisible_by_divisor).length,
};
const output = {
  divisor,
  counts,
  numbers,
  primes: "artifacts/primes.csv",
  report: "artifacts/report.md",
};

if (!existsSync(artifacts_dir)) mkdirSync(artifacts_dir, { recursive: true });
writeFileSync(join(artifacts_dir, "primes.csv"), primesCsv(output));
writeFileSync(join(artifacts_dir, "report.md"), report(output, rounds));
writeFileSync(output_path, `${JSON.stringify(output)}\n`);
console.error(`done: ${counts.prime} of ${counts.checked} are prime`);

/** The remainder from 0 to divisor - 1, also for negative n (the operator % keeps the sign of n). */
function modulo(n, by) {
  const rest = n % by;
  return rest < 0n ? rest + by : rest;
}
