// What does the engine know of the system it runs on?
import { readdir, readFile } from "node:fs/promises";
import { readBootId } from "./process-identity.ts";

export interface Host {
  /** Names this boot of the machine. */
  readonly bootId: string;
  /**
   * Open files that whoever started the server left open for its children. Node opens its own so that children do not
   * get them, but hands these on; a script must not get them.
   */
  readonly inheritedDescriptors: readonly number[];
}

export async function readHost(): Promise<Host> {
  return { bootId: await readBootId(), inheritedDescriptors: await inheritedDescriptors() };
}

const O_CLOEXEC = 0o2000000;

async function inheritedDescriptors(): Promise<readonly number[]> {
  // Without /proc (macOS) Node starts children with nothing but the standard files open.
  const names = await readdir("/proc/self/fdinfo").catch(() => []);
  const found: number[] = [];
  for (const name of names) {
    const info = await readFile(`/proc/self/fdinfo/${name}`, "utf8").catch(() => "");
    const flags = /^flags:\s*([0-7]+)/m.exec(info)?.[1];
    if (Number(name) > 2 && flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0)
      found.push(Number(name));
  }
  return found;
}
