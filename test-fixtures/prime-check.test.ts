// Are the verdicts of the prime check right, from zero to 4096 bits?
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dataSet, plainRows } from "./data-set.ts";
import { packageFolder, runPackage } from "./run-package.ts";

type Checked = {
  number: string;
  prime: boolean;
  certain: boolean;
  method: string;
  smallest_factor: string | null;
  divisible_by_divisor: boolean | null;
  remainder: string | null;
};
type Output = {
  counts: { checked: number; prime: number; not_prime: number; divisible: number | null };
  numbers: Checked[];
};
type Verdict = { prime: boolean; certain: boolean; method: string; factor: bigint | null };

const file = join(packageFolder("prime-check"), "scripts/primality.mjs");
const { decide } = (await import(pathToFileURL(file).href)) as {
  decide: (n: bigint, rounds: number) => Verdict;
};

async function check(parameter: Record<string, unknown>, files: Record<string, Uint8Array | string> = {}) {
  const end = await runPackage("prime-check", files, parameter);
  return { ...end, output: end.output as Output };
}

/** The smallest factor from 2 on, found by trying all. */
function naiveFactor(n: number): number {
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) return d;
  return n;
}

describe("`decide()`", () => {
  test("agrees with trying every divisor, for all integers below 20,000", () => {
    for (let n = -5; n < 20_000; n += 1) {
      const { prime, factor } = decide(BigInt(n), 1);
      const smallest = n < 2 ? 0 : naiveFactor(n);
      const isPrime = n >= 2 && smallest === n;
      const named = n < 2 || isPrime ? null : BigInt(smallest);
      expect({ n, prime, factor }).toEqual({ n, prime: isPrime, factor: named });
    }
  });

  test("is not deceived by numbers that deceive weaker tests", () => {
    const deceivers = [
      ["Carmichael 561", 561n],
      ["Carmichael (6k+1)(12k+1)(18k+1), k = 1000051", 6000307n * 12000613n * 18000919n],
      ["strong pseudoprime to 12 bases", 318665857834031151167461n],
      ["strong pseudoprime to 13 bases", 3317044064679887385961981n],
      ["square of a prime past trial division", 100003n ** 2n],
      ["Fermat F7", 2n ** 128n + 1n],
    ] as const;
    const deceived = deceivers.filter(([, n]) => decide(n, 24).prime);
    expect(deceived).toEqual([]);
  });

  test("knows Mersenne primes, and is certain below the proven bound only", () => {
    for (const exponent of [31n, 61n, 89n, 127n, 521n, 1279n]) {
      const { prime, certain } = decide(2n ** exponent - 1n, 8);
      expect({ exponent, prime, certain }).toEqual({ exponent, prime: true, certain: exponent <= 61n });
    }
    expect(decide(2n ** 31n - 1n, 1).method).toBe("trial");
    expect(decide(2n ** 61n - 1n, 1).method).toBe("miller-rabin");
  });

  test("law: a product is never prime, and a factor it names divides it", () => {
    const factor = fc.bigInt({ min: 2n, max: 2n ** 80n });
    fc.assert(
      fc.property(factor, factor, (a, b) => {
        const verdict = decide(a * b, 4);
        expect(verdict.prime).toBe(false);
        expect((a * b) % (verdict.factor ?? 1n)).toBe(0n);
      }),
      { numRuns: 300 },
    );
  });
});

describe("prime-check", () => {
  test("county codes of a real file are decided and divided as trying all divisors says", async () => {
    const [, ...rows] = plainRows("unemployment.tsv", "\t");
    const counties = rows.map(([id]) => Number(id));
    const files = { "numbers/unemployment.tsv": dataSet("unemployment.tsv") };
    const { output, artifacts } = await check({ divisor: 11 }, files);
    const primes = counties.filter((n) => n >= 2 && naiveFactor(n) === n);
    expect(output.counts).toEqual({
      checked: 3218,
      prime: primes.length,
      not_prime: 3218 - primes.length,
      divisible: counties.filter((n) => n % 11 === 0).length,
    });
    const listed = (artifacts.get("primes.csv") ?? "").trim().split("\n").slice(1);
    expect(listed.map((line) => Number(line.split(",")[0]))).toEqual(primes);
    expect(artifacts.get("report.md")).toContain(`**${primes.length}** of **3218** numbers are prime`);
  });

  test("parameters come before the file, strings keep every digit, remainders are never negative", async () => {
    const { output } = await check(
      { numbers: [-8, "+007", "100000000000000000000000000000000000007"], divisor: 3 },
      { numbers: '\uFEFFvalue,note\r\n"97",x\r\n\r\n-0\r\n' },
    );
    const brief = output.numbers.map(({ number, remainder }) => [number, remainder]);
    expect(brief).toEqual([
      ["-8", "1"],
      ["7", "1"],
      ["100000000000000000000000000000000000007", "2"],
      ["97", "1"],
      ["0", "0"],
    ]);
    expect(output.numbers.map(({ prime }) => prime).slice(0, 2)).toEqual([false, true]);
  });

  test("without a divisor nothing is said about divisibility", async () => {
    const { output, artifacts } = await check({ numbers: [4] });
    expect(output.counts.divisible).toBeNull();
    expect(output.numbers[0]).toMatchObject({
      smallest_factor: "2",
      remainder: null,
      divisible_by_divisor: null,
    });
    expect(artifacts.get("report.md")).not.toContain("Divisible");
  });

  test("4096 bits are the most, and what is no integer is named in a sentence", async () => {
    const largest = await check({ numbers: [String(2n ** 4096n - 1n)] });
    expect(largest.output.numbers[0]).toMatchObject({ prime: false, smallest_factor: "3" });
    const refusals = [
      [await check({ numbers: [String(2n ** 4096n)] }), "number 1 of the parameter has more than 4096 bits"],
      [await check({}, { numbers: "n\n5\nfive\n" }), 'line 3 of the file is no integer: "five"'],
      [await check({}), "neither the parameter nor the file"],
    ] as const;
    for (const [end, sentence] of refusals) {
      expect(end.stderr).toContain(sentence);
      expect(end.code).toBe(2);
      expect(end.output).toBeNull();
    }
  });
});
