// How are the decided numbers shown to a person, and to a spreadsheet?

const ROWS_SHOWN = 200;

/** The primes among the numbers, one a line, in the order asked. */
export function primesCsv({ divisor, numbers }) {
  const head = divisor === null ? "prime,digits,certain" : "prime,digits,certain,remainder";
  const rows = numbers
    .filter(({ prime }) => prime)
    .map(({ number, certain, remainder }) => {
      const fields = [number, number.length, certain];
      return (remainder === null ? fields : [...fields, remainder]).join(",");
    });
  return `${[head, ...rows].join("\n")}\n`;
}

/** A Markdown report: the counts, a table of the first 200 numbers, and how to read it. */
export function report(output, rounds) {
  const { divisor, counts, numbers } = output;
  const by = divisor === null ? [] : [`Divisible by ${divisor}`, "Remainder"];
  const columns = ["Number", "Prime", "Smallest factor", "Decided by", ...by];
  const rows = numbers
    .slice(0, ROWS_SHOWN)
    .map((each) => [
      shorten(each.number),
      verdict(each),
      each.smallest_factor ?? "–",
      each.method === "trial" ? "trial division" : "Miller–Rabin",
      ...(divisor === null ? [] : [each.divisible_by_divisor ? "yes" : "no", each.remainder]),
    ]);
  const left = numbers.length - rows.length;
  return [
    "# Prime check",
    "",
    `**${counts.prime}** of **${counts.checked}** numbers are prime` +
      (divisor === null ? "." : `, and **${counts.divisible}** are divisible by **${divisor}**.`),
    "",
    line(columns),
    `|${columns.map((_, index) => (index === 1 || index === 3 ? " :-- |" : " --: |")).join("")}`,
    ...rows.map(line),
    "",
    ...(left > 0 ? [`…and ${left} more; the output has them all.`, ""] : []),
    ...howToRead(output, rounds),
  ].join("\n");
}

function howToRead({ numbers }, rounds) {
  const notes = ["- *Trial division* by the primes below 100 000 proves the verdict, and names the smallest factor."];
  if (numbers.some(({ method }) => method === "miller-rabin")) {
    notes.push("- *Miller–Rabin* with fixed bases is a proof below 3.3 × 10²⁴, with no factor named.");
  }
  if (numbers.some(({ certain }) => !certain)) {
    notes.push(
      `- *Probably*: no witness against it in ${rounds} random rounds; the chance that such a number is composite is below 4^-${rounds}.`,
    );
  }
  return ["## How to read this", "", ...notes, ""];
}

function verdict({ prime, certain }) {
  if (!prime) return "no";
  return certain ? "**yes**" : "**probably**";
}

function line(cells) {
  return `| ${cells.join(" | ")} |`;
}

function shorten(number) {
  return number.length <= 44 ? number : `${number.slice(0, 16)}…${number.slice(-16)} (${number.length} digits)`;
}
