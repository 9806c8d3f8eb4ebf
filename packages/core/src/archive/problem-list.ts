// Which problems have been found so far, and is there any use in looking for more?
import type { Problem } from "../problem/problem.ts";
import { refuseArchive, refuseEntry } from "./refuse.ts";
import type { ArchiveCode, Broken } from "./refuse.ts";

/** More say nothing new, and a hostile archive has one for each of its entries. */
export const MOST_PROBLEMS = 100;

/** Problems in the order in which they were found, and no more than are worth telling. */
export class ProblemList {
  readonly #problems: Problem[] = [];

  /** Whether nothing was found. */
  get none(): boolean {
    return this.#problems.length === 0;
  }

  /** Whether whoever looks may stop. */
  get full(): boolean {
    return this.#problems.length >= MOST_PROBLEMS;
  }

  get all(): readonly Problem[] {
    return this.#problems;
  }

  add(...problems: readonly Problem[]): void {
    for (const each of problems) if (!this.full) this.#problems.push(each);
  }

  /** Takes what a rule answers about the entry called `name`. */
  addEntry(name: string, rule: Broken | null): void {
    if (rule !== null && !this.full) this.#problems.push(refuseEntry(name, rule));
  }

  addArchive(code: ArchiveCode, why: string): void {
    if (!this.full) this.#problems.push(refuseArchive(code, why));
  }
}
