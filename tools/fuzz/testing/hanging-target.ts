// What if some input never came to an end?
import type { Target } from "../target.ts";

const ENOUGH = 200;

export const target: Target = (input) => {
  while (input.length > ENOUGH) {
    // Nothing that is done here would end it.
  }
  return { accepted: true, codes: [], shape: String(input.length) };
};
