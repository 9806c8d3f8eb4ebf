// Is this integer prime, and how do we know?

/** Below this bound the first 13 primes as bases decide every number (Sorenson and Webster, 2015). */
export const PROVEN_BELOW = 3317044064679887385961981n;

const BASES = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n];
const TRIAL_BELOW = 100_000;
const SMALL_PRIMES = primesBelow(TRIAL_BELOW);
const TRIAL_PROVES_BELOW = BigInt(TRIAL_BELOW) ** 2n;

/**
 * Decides one integer.
 * @param {bigint} n any integer; those below 2 are not prime
 * @param {number} rounds random bases to try from PROVEN_BELOW on
 * @returns {{prime: boolean, certain: boolean, method: "trial" | "miller-rabin", factor: bigint | null}}
 * `certain` is false only for a prime beyond the proven range: wrong with a chance below 4^-rounds;
 * `factor` is the smallest prime factor of a composite, where trial division met it
 */
export function decide(n, rounds) {
  const byTrial = (prime, factor = null) => ({ prime, certain: true, method: "trial", factor });
  if (n < 2n) return byTrial(false);
  const factor = smallFactor(n);
  if (factor !== null) return factor === n ? byTrial(true) : byTrial(false, factor);
  if (n < TRIAL_PROVES_BELOW) return byTrial(true);

  const proven = n < PROVEN_BELOW;
  const bases = proven ? BASES : randomBases(n, rounds);
  const prime = passesMillerRabin(n, bases);
  return { prime, certain: proven || !prime, method: "miller-rabin", factor: null };
}

/** The smallest prime below 100 000 that divides n; n itself where n is such a prime; else null. */
function smallFactor(n) {
  // Small numbers as doubles: a thousand times faster than BigInt, and exact below 2^53.
  if (n <= BigInt(Number.MAX_SAFE_INTEGER)) {
    const small = Number(n);
    for (const p of SMALL_PRIMES) {
      if (small % p === 0) return BigInt(p);
      if (p * p > small) return small < TRIAL_BELOW ? n : null;
    }
    return null;
  }
  // One long division by a product of primes, then short ones, spares most of the BigInt work.
  for (const { product, primes } of PRODUCTS) {
    const rest = Number(n % product);
    for (const p of primes) if (rest % p === 0) return BigInt(p);
  }
  return null;
}

/** Miller–Rabin: false is a proof that n is composite, true as good as the bases. */
function passesMillerRabin(n, bases) {
  const last = n - 1n;
  let odd = last;
  let twos = 0;
  while ((odd & 1n) === 0n) {
    odd >>= 1n;
    twos += 1;
  }
  return bases.every((base) => {
    let x = power(base, odd, n);
    if (x === 1n || x === last) return true;
    for (let i = 1; i < twos; i += 1) {
      x = (x * x) % n;
      if (x === last) return true;
    }
    return false;
  });
}

/** base^exponent mod n, four bits of the exponent at a time. */
function power(base, exponent, n) {
  const powers = [1n];
  for (let i = 1; i < 16; i += 1) powers.push((powers[i - 1] * base) % n);
  let x = 1n;
  for (const digit of exponent.toString(16)) {
    x = (x * x) % n;
    x = (x * x) % n;
    x = (x * x) % n;
    x = (x * x) % n;
    x = (x * powers[Number.parseInt(digit, 16)]) % n;
  }
  return x;
}

/** Unpredictable bases in [2, n - 2], so that no number can be made to pass for a prime. */
function randomBases(n, rounds) {
  const bytes = Math.ceil(n.toString(16).length / 2) + 8;
  return Array.from({ length: rounds }, () => {
    const random = crypto.getRandomValues(new Uint8Array(bytes));
    return (BigInt(`0x${Buffer.from(random).toString("hex")}`) % (n - 3n)) + 2n;
  });
}

function primesBelow(limit) {
  const composite = new Uint8Array(limit);
  const primes = [];
  for (let p = 2; p < limit; p += 1) {
    if (composite[p] === 1) continue;
    primes.push(p);
    for (let multiple = p * p; multiple < limit; multiple += p) composite[multiple] = 1;
  }
  return primes;
}

/** Neighbouring primes whose product a double holds exactly. */
const PRODUCTS = (() => {
  const groups = [];
  let primes = [];
  let product = 1;
  for (const p of SMALL_PRIMES) {
    if (product * p > Number.MAX_SAFE_INTEGER) {
      groups.push({ product: BigInt(product), primes });
      primes = [];
      product = 1;
    }
    primes.push(p);
    product *= p;
  }
  groups.push({ product: BigInt(product), primes });
  return groups;
})();
