// How much work may applying a schema to one value cause?
import type { SchemaNode } from "./bundle.ts";
import { countParts } from "./count-parts.ts";
import { isJsonObject } from "./json-object.ts";

/** Thrown through the compiled schema when the budget is used up, and caught where that is called. */
export class OutOfSteps extends Error {}

/**
 * Steps that one check may take. A step is about the work of looking at one value by one schema, so that a check ends
 * within a second or two whatever the schema does (design §10: doubled `allOf`, and the like in recursion).
 */
const MOST_STEPS = 5_000_000;

export class StepBudget {
  #left = MOST_STEPS;

  restart(): void {
    this.#left = MOST_STEPS;
  }

  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OutOfSteps();
  }

  /** Pays for applying a schema of this weight to `data`; `eachMember` when it looks at every member of an object. */
  spendOn(weight: number, data: unknown, eachMember: boolean): void {
    let size = 0;
    if (typeof data === "string") size = data.length / 64;
    else if (Array.isArray(data)) size = data.length / 4;
    else if (eachMember && typeof data === "object" && data !== null) size = Object.keys(data).length / 2;
    this.spend(weight + size);
  }
}

/** What applying the schema `node` costs by itself, not counting the schemas inside it. */
export function weightOf(node: SchemaNode): number {
  let weight = 1;
  for (const keyword of ["enum", "const", "default", "required"]) {
    const held = node[keyword];
    if (held !== undefined) weight += countParts(held, 1_000_000) / 4;
  }
  const properties = node["properties"];
  return weight + (isJsonObject(properties) ? Object.keys(properties).length / 8 : 0);
}

const EACH_MEMBER = [
  "additionalProperties",
  "patternProperties",
  "propertyNames",
  "unevaluatedProperties",
  "maxProperties",
  "minProperties",
];

/** Whether applying `node` looks at every member of an object. */
export function looksAtEachMember(node: SchemaNode): boolean {
  return EACH_MEMBER.some((keyword) => node[keyword] !== undefined);
}
