// What does @mayfly/adapter-process give to a program?
export { ignoreDebuggerSignal } from "./ignore-debugger-signal.ts";
export { readBootId } from "./process-identity.ts";
export { createReapingEngine } from "./reaping-engine.ts";
export type { SandboxSetting, ScriptEngineOptions } from "./script-engine-options.ts";
export { createScriptEngine } from "./script-engine.ts";
