// How long may a path inside an archive be, so that the system can still name the file? (design §9)
import type { AttemptId, RunId } from "@mayfly/core";
import { placesOf } from "./places.ts";

/** Bytes left for a relative path below the deepest folder that this program makes under `dataDir`. */
export function pathBudget(dataDir: string, platform: NodeJS.Platform = process.platform): number {
  const places = placesOf(dataDir);
  const run = "0".repeat(26) as RunId;
  // As long as any attempt's name can be.
  const attempt = "0".repeat(64) as AttemptId;
  const deepest = `${places.workspace(run, attempt)}.part/run/artifacts/`;
  return (PATH_MAX[platform] ?? SMALLEST_PATH_MAX) - 1 - Buffer.byteLength(deepest);
}

const PATH_MAX: Partial<Record<NodeJS.Platform, number>> = { linux: 4096, darwin: 1024 };
const SMALLEST_PATH_MAX = 1024;
