// Where does one round of the laboratory happen: which folder, which settings, which servers?
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SettingName } from "mayfly";
import { API_KEY } from "../load/client.ts";
import type { Journal } from "../load/journal.ts";
import type { Point } from "../ports/point.ts";
import { startLab, type LabProcess } from "./lab-process.ts";

export type Settings = Readonly<Partial<Record<SettingName, string>>>;

export interface Laboratory {
  /** Holds everything: the data folder and the log of every server. */
  readonly root: string;
  readonly dataDir: string;
  readonly logFile: string;
  start(killAt: Point | null, settings?: Settings, execArgv?: readonly string[]): LabProcess;
  remove(): void;
}

/** A laboratory with a fresh data folder, whose servers `journal` hears of. */
export function openLaboratory(journal: Journal, common: Settings = {}): Laboratory {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "mayfly-crash-")));
  const dataDir = join(root, "data");
  const logFile = join(root, "servers.log");
  mkdirSync(dataDir);
  return {
    root,
    dataDir,
    logFile,
    start(killAt, settings = {}, execArgv = []) {
      const order = { settings: { ...SETTINGS, MAYFLY_DATA_DIR: dataDir, ...common, ...settings }, killAt };
      const server = startLab(order, logFile, execArgv);
      journal.servers.push(server.pid);
      return server;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

const SETTINGS: Settings = {
  MAYFLY_PORT: "0",
  MAYFLY_API_KEY: API_KEY,
  MAYFLY_MAX_RUNNING: "2",
  MAYFLY_SWEEP_INTERVAL: "1s",
  MAYFLY_SHUTDOWN_GRACE: "1s",
};
