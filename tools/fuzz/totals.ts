// How many inputs went which way?

export interface Totals {
  readonly inputs: number;
  readonly accepted: number;
  readonly refused: number;
  /** How many inputs each code was told of. */
  readonly codes: Readonly<Record<string, number>>;
  /** Inputs that are changed further. */
  readonly corpus: number;
}

export function sum(all: readonly Totals[]): Totals {
  const codes: Record<string, number> = {};
  for (const each of all) {
    for (const [code, count] of Object.entries(each.codes)) codes[code] = (codes[code] ?? 0) + count;
  }
  const add = (pick: (totals: Totals) => number): number => all.reduce((total, each) => total + pick(each), 0);
  return {
    inputs: add((each) => each.inputs),
    accepted: add((each) => each.accepted),
    refused: add((each) => each.refused),
    codes,
    corpus: add((each) => each.corpus),
  };
}

/** One line while it goes on. */
export function progressLine({ inputs, accepted, codes, corpus }: Totals, seconds: number, finds: number): string {
  const share = inputs === 0 ? 0 : (100 * accepted) / inputs;
  return [
    `${count(inputs)} inputs`,
    `${count(Math.round(inputs / seconds))} a second`,
    `${share.toFixed(1)} % accepted`,
    `${Object.keys(codes).length} codes`,
    `${count(corpus)} kept`,
    `${finds} finds`,
  ].join(", ");
}

/** The last lines: every code with its number, and all of it in one. */
export function totalLines(totals: Totals, seconds: number, finds: number): string[] {
  const codes = Object.entries(totals.codes).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...codes.map(([code, number]) => `  ${count(number).padStart(12)} ${code}`),
    `${count(totals.inputs)} inputs in ${seconds.toFixed(1)} s: ${count(totals.accepted)} accepted, ` +
      `${count(totals.refused)} refused, ${codes.length} codes, ${finds} finds.`,
  ];
}

function count(number: number): string {
  return number.toLocaleString("en");
}
