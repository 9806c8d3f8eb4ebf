// What is a server of the laboratory told at its start, and asked later?
import type { SettingName } from "mayfly";
import type { Point } from "../ports/point.ts";

export interface LabOrder {
  readonly settings: Readonly<Partial<Record<SettingName, string>>>;
  /** Where it kills itself; `null` leaves that to others. */
  readonly killAt: Point | null;
}

export type LabQuestion =
  /** Sweep all 256 shards now. */
  | { readonly ask: "sweep" }
  /** How often was each port called? */
  | { readonly ask: "calls" };

export interface LabAnswers {
  /** What could not be done, over all shards. */
  readonly sweep: { readonly failures: number };
  readonly calls: Readonly<Record<string, number>>;
}

export type LabWord =
  | { readonly kind: "listening"; readonly url: string }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "answer"; readonly to: number; readonly value: LabAnswers[keyof LabAnswers] };
