// Where does a server listen for the commands of its own operator?
import { join } from "node:path";

export interface ControlPlace {
  /** A Unix socket. */
  readonly socket: string;
  /** What a caller has to know: a file that only the server's user reads, and no program behind a wall. */
  readonly key: string;
}

/** Bytes that the system's address of a socket has room for (`sun_path` of unix(7), without its end). */
const MOST_BYTES = process.platform === "linux" ? 107 : 103;

/** The place in the data folder, given by an absolute path; `null` where its path is too long, and on Windows. */
export function controlPlace(dataDir: string): ControlPlace | null {
  const place = { socket: join(dataDir, "control.sock"), key: join(dataDir, "control.key") };
  return process.platform === "win32" || Buffer.byteLength(place.socket) > MOST_BYTES ? null : place;
}
