// Which of the 256 folders holds a run's outputs?
import { createHash } from "node:crypto";
import type { RunId } from "@mayfly/core";

/** 0–255, spread evenly: run ids begin with the time of birth, so their own letters would crowd one folder. */
export function shardOf(run: RunId): number {
  return createHash("sha256").update(run).digest()[0] ?? 0;
}

/** The folder's name: two hex digits. */
export function shardName(shard: number): string {
  return shard.toString(16).padStart(2, "0");
}
