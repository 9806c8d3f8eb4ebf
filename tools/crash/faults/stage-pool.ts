// How do many faults share few servers? One that was damaged, or has seen much, makes room for a fresh one.
import type { Packages } from "../load/packages.ts";
import { openFaultStage, type FaultStage } from "./fault-stage.ts";

/** The more runs there are, the longer an audit takes. */
const MOST_RUNS = 150;

export interface StagePool {
  use<T>(work: (stage: FaultStage) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function stagePool(packages: Packages): StagePool {
  const idle: FaultStage[] = [];
  return {
    async use(work) {
      const stage = idle.pop() ?? (await openFaultStage(packages));
      let done = false;
      try {
        const answer = await work(stage);
        done = true;
        return answer;
      } finally {
        if (done && stage.sound && stage.journal.runs.size < MOST_RUNS) idle.push(stage);
        else await stage.close();
      }
    },
    close: async () => void (await Promise.all(idle.splice(0).map((stage) => stage.close()))),
  };
}
