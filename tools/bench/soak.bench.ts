// Does a server keep its memory, and does nothing stay, when a thousand runs with uploads come, two hundred at once?
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "@mayfly/core/memory";
import { readConfig } from "../../packages/mayfly/src/config.ts";
import { startServer } from "../../packages/mayfly/src/running-server.ts";
import { lookForRemains, soak } from "../../packages/mayfly/src/testing/soak.ts";
import { Random } from "../fuzz/random.ts";
import type { Bench, Figure } from "./bench.ts";

const [WARM_UP, RUNS, AT_ONCE] = [200, 1000, 200];
const SEED = 20_261_127;

const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));
const data = join(folder, "data");
const config = readConfig({ MAYFLY_PORT: "0", MAYFLY_DATA_DIR: data })._unsafeUnwrap();
const server = (await startServer(config, silentLog))._unsafeUnwrap();

/** Heap and external memory after a collection, those of the clients in this process too. */
function memory(): number {
  if (globalThis.gc === undefined) throw new Error("This bench needs --expose-gc, which `pnpm bench` gives.");
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

async function figures(): Promise<readonly Figure[]> {
  const chance = new Random(SEED);
  const load = { atOnce: AT_ONCE, random: () => chance.below(1_000_000) / 1_000_000, canceledWithinMs: 20_000 };
  await soak(server.url, { ...load, runs: WARM_UP });
  const before = memory();
  const start = performance.now();
  const ends = await soak(server.url, { ...load, runs: RUNS });
  const spent = performance.now() - start;
  const after = memory();
  const remains = lookForRemains(data);
  if (remains.length > 0) throw new Error(remains.join("; "));
  const name = `${RUNS} runs, ${AT_ONCE} at once: ${ends.succeeded} succeeded, ${ends.canceled} canceled, ${ends.refused} tried again`;
  return [
    { case: name, what: "time of one, all in all", value: spent / RUNS, unit: "ms", bound: null },
    { case: name, what: `memory after ${WARM_UP}`, value: before, unit: "MiB", bound: null },
    { case: name, what: "memory at the end", value: after, unit: "MiB", bound: Math.round(before * 1.2) },
  ];
}

export default {
  figures,
  async end() {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  },
} satisfies Bench;
