// How many runs may wait for equal ones?
import type { CountGuard } from "../ports/run-store.ts";
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";
import { refusal, type Refusal } from "./refusal.ts";

export function placeToFollow({ options }: Context): CountGuard {
  return { phases: ["following"], below: options.maxFollowing };
}

export function tooManyFollowing(limit: number, run: RunId | null = null): Refusal {
  const message = `${limit} runs wait for equal ones already; try again later.`;
  return refusal("RUN_QUEUE_FULL", message, { run, retryAfterSeconds: 5 });
}
