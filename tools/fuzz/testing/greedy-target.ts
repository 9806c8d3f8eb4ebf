// What if some input took ever more memory?
import type { Target } from "../target.ts";

const ENOUGH = 200;

export const target: Target = (input) => {
  const kept: string[] = [];
  while (input.length > ENOUGH) kept.push(`${kept.length} `.repeat(1000));
  return { accepted: true, codes: [], shape: String(kept.length) };
};
