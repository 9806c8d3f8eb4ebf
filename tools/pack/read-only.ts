// How does a program get a file system of which it can write one folder only?
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";

export interface ReadOnly {
  /** What does it. */
  readonly by: string;
  /** Goes before the command. */
  readonly prefix: readonly string[];
}

/** A new mount table in which `/` is read-only and the first argument is not. */
const REMOUNT = 'mount --bind "$1" "$1" && mount -o remount,bind,ro / && shift && exec "$@"';

/**
 * A way to run a command with everything but `writable` read-only, tried beforehand on `elsewhere`; `null` when this
 * machine has none.
 */
export function readOnlyBut(writable: string, elsewhere: string): ReadOnly | null {
  mkdirSync(writable, { recursive: true });
  const bubblewrap = ["--ro-bind", "/", "/", "--dev", "/dev", "--bind", "/proc", "/proc", "--bind", writable, writable];
  const ways: ReadOnly[] = [
    { by: "bubblewrap", prefix: ["bwrap", ...bubblewrap, "--"] },
    { by: "a mount namespace", prefix: ["unshare", "--mount", "sh", "-c", REMOUNT, "sh", writable] },
    { by: "a user namespace", prefix: ["unshare", "--map-root-user", "--mount", "sh", "-c", REMOUNT, "sh", writable] },
  ];
  return ways.find(({ prefix }) => holds(prefix, writable, elsewhere)) ?? null;
}

function holds([program, ...args]: readonly string[], writable: string, elsewhere: string): boolean {
  const attempt = 'touch "$1/.written" && rm "$1/.written" && ! touch "$2/.written"';
  return (
    spawnSync(program ?? "", [...args, "sh", "-c", attempt, "sh", writable, elsewhere], { stdio: "ignore" }).status ===
    0
  );
}
