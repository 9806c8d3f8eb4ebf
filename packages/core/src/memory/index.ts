// What does the reference implementation of the ports offer, for tests and for embedding?
export { defineEngine, type EngineDefinition } from "./define-engine.ts";
export { createManualClock, type ManualClock } from "./manual-clock.ts";
export { memoryClock } from "./memory-clock.ts";
export { createMemoryCounters, type MemoryCounters } from "./memory-counters.ts";
export { memoryIds } from "./memory-ids.ts";
export { createFunctionEngine, type FunctionJob, type FunctionProgram } from "./memory-engine.ts";
export type { MemoryFiles } from "./memory-files.ts";
export { createMemoryPorts, type MemoryPortsOptions } from "./memory-ports.ts";
export { createMemoryInstallStore } from "./memory-install-store.ts";
export { createMemoryJudge } from "./memory-judge.ts";
export { createMemoryPower, type MemoryPower } from "./memory-power.ts";
export { createMemoryRecords, type MemoryRecords } from "./memory-records.ts";
export { createMemoryRunOutputs } from "./memory-run-outputs.ts";
export { createMemorySkills, type MemorySkills, type SkillFiles } from "./memory-skills.ts";
export { createMemoryUploads } from "./memory-uploads.ts";
export { createMemoryWorkspaces, type MemoryWorkspaces } from "./memory-workspaces.ts";
export { createRunSignals } from "./memory-run-signals.ts";
export { silentLog } from "./silent-log.ts";
