// How does a test see what happens where a folder is a file system of its own?
import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * Runs `program` where a small empty file system, made with `options`, is mounted at `place`, which must be
 * there. Answers the JSON that the program writes; `null` where this machine lets nobody mount one.
 */
export function onDiskOfItsOwn(place: string, options: string, program: URL, args: readonly string[]): unknown {
  if (!canMount()) return null;
  const conditions = process.execArgv.filter((each) => each.startsWith("--conditions="));
  const script = `mount -t tmpfs -o ${options} mayfly "$1" && shift && exec "$@"`;
  const node = [process.execPath, ...conditions, fileURLToPath(program), ...args];
  const { stdout, stderr } = spawnSync("unshare", ["-rm", "sh", "-c", script, "sh", place, ...node], {
    encoding: "utf8",
  });
  if (stderr !== "") throw new Error(`${program.href} complains: ${stderr}`);
  return JSON.parse(stdout);
}

function canMount(): boolean {
  try {
    execFileSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs mayfly /mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
