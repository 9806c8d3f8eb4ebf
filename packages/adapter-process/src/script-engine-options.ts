// What can an operator choose about the script engine?

/** `auto` takes the strongest wall that a trial start proves; a name insists on one; `none` runs without any. */
export type SandboxSetting = "auto" | "bubblewrap" | "namespaces" | "permissions" | "none";

export interface ScriptEngineOptions {
  readonly sandbox?: SandboxSetting;
  /** The Node that runs JavaScript; the server's own by default. */
  readonly nodePath?: string;
  /** Where the trial start may put its files for a moment; the system's temporary folder by default. */
  readonly scratchDir?: string;
  /** Folders that no run may see even where they lie among the system's: the data folder, the program's own. */
  readonly hiddenDirs?: readonly string[];
  readonly limits?: Partial<ProcessLimits>;
}

/** What the system itself holds each run to, where it can. */
export interface ProcessLimits {
  /** Bytes of private memory of one process (`RLIMIT_DATA`). */
  readonly memoryBytes: number;
  /** Processes and threads of one run. */
  readonly processes: number;
  /** Open files of one process. */
  readonly openFiles: number;
}

export const DEFAULT_PROCESS_LIMITS: ProcessLimits = {
  memoryBytes: 1024 * 1024 * 1024,
  processes: 256,
  openFiles: 1024,
};
