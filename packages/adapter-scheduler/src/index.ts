// What does @mayfly/adapter-scheduler give? What happens by itself: workers that take runs, and the sweep.
export { startSweeping, type Sweeping, type SweepSchedule } from "./start-sweeping.ts";
export { startWorkers, type Workers, type WorkersOptions } from "./start-workers.ts";
