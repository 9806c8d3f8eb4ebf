// Who is process 1 behind a wall that has a process namespace?
import { READY_FD } from "../gate.ts";

// The shell stays as process 1, so that the program has ordinary signals (process 1 has none by default), and so that
// the program's end is the shell's end, at which the kernel ends every other process of the namespace.
const FIRST_PROCESS = `echo >&${READY_FD}; exec ${READY_FD}>&-; "$@"; exit $?`;

/** `command`, started by a shell that first says on `READY_FD` that the wall stands. */
export function asFirstProcess(command: readonly string[]): readonly string[] {
  return ["/bin/sh", "-c", FIRST_PROCESS, "run", ...command];
}
