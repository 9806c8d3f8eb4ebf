// Does a process still live that a dead server started? Known by its session, or by the data folder in what it was given.
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { finding, type Finding } from "./finding.ts";

const PATIENCE_MS = 10_000;

/** Looks for some seconds: what was killed a moment ago may take that long to go. Where there is no /proc, it sees nothing. */
export async function auditProcesses(
  dataDir: string,
  servers: readonly number[],
  living: number | null,
  patienceMs = PATIENCE_MS,
): Promise<Finding[]> {
  const own = servers.filter((pid) => pid !== living);
  for (const deadline = performance.now() + patienceMs; ; await sleep(50)) {
    const left = processes().filter(
      (each) => each.session !== living && (own.includes(each.session) || each.given.includes(dataDir)),
    );
    if (left.length === 0) return [];
    if (performance.now() > deadline)
      return left.map(({ pid, given }) => finding("no process left", `process ${pid}: ${given.slice(0, 200)}`));
  }
}

interface Living {
  readonly pid: number;
  readonly session: number;
  /** Command line and environment. */
  readonly given: string;
}

function processes(): readonly Living[] {
  return readOr(() => readdirSync("/proc"), [])
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const stat = readOr(() => readFileSync(`/proc/${name}/stat`, "latin1"), "");
      const [state = "Z", , , session = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z" || state === "X") return [];
      const given = ["cmdline", "environ"].map((file) =>
        readOr(() => readFileSync(`/proc/${name}/${file}`, "utf8"), ""),
      );
      return [{ pid: Number(name), session: Number(session), given: given.join("\0").replaceAll("\0", " ") }];
    });
}

function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
