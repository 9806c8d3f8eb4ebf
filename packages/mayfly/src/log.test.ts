// Is what the program tells its operator a log, for machines and for people?
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeLog, type ToldLine } from "@mayfly/conformance";
import { createLogger, toLog } from "./log.ts";

/** Takes no byte, as a disk does that is full. */
const FULL = "/dev/full";
const LEVELS: Readonly<Record<string, ToldLine["level"]>> = { 30: "info", 40: "warn", 50: "error" };

function linesForMachines(text: string): ToldLine[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ level: LEVELS[(JSON.parse(line) as { level: number }).level] ?? "info", text: line }));
}

/** What does not begin with a time belongs to the line before. */
function linesForPeople(text: string): ToldLine[] {
  return text
    .split(/^(?=\[[\d:.]+\] )/mu)
    .filter((line) => line !== "")
    .map((line) => ({
      level: (/ (?<level>[A-Z]+):/u.exec(line)?.[1] ?? "").toLowerCase() as ToldLine["level"],
      text: line,
    }));
}

for (const { name, readable, linesOf } of [
  { name: "for machines", readable: false, linesOf: linesForMachines },
  { name: "for people", readable: true, linesOf: linesForPeople },
])
  describeLog(`toLog() ${name}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "mayfly-log-"));
    const file = join(folder, "lines");
    const full = { withoutRoom: async () => toLog(createLogger("info", readable, FULL)) };
    return {
      log: toLog(createLogger("info", readable, file)),
      told: async () => linesOf(await readFile(file, "utf8")),
      ...(existsSync(FULL) ? full : {}),
      close: () => rm(folder, { recursive: true }),
    };
  });
