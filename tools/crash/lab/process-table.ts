// Which processes live on this system? Where there is no /proc, none are seen.
import { readdirSync, readFileSync } from "node:fs";

export interface Living {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** Command line and environment. */
  readonly given: string;
}

/** All but this one. */
export function livingProcesses(): readonly Living[] {
  return readOr(() => readdirSync("/proc"), [])
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const stat = readOr(() => readFileSync(`/proc/${name}/stat`, "latin1"), "");
      const [state = "Z", parent = "", , session = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z" || state === "X") return [];
      const given = ["cmdline", "environ"]
        .map((file) => readOr(() => readFileSync(`/proc/${name}/${file}`, "utf8"), ""))
        .join("\0")
        .replaceAll("\0", " ");
      return [{ pid: Number(name), parent: Number(parent), session: Number(session), given }];
    });
}

/** Everything that `pid` started, and what that started, while its parents live. */
export function startedBy(pid: number): readonly number[] {
  const living = livingProcesses();
  const started: number[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    parents = living.filter(({ parent }) => parents.includes(parent)).map((each) => each.pid);
    started.push(...parents);
  }
  return started;
}

function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
