import { mkdir, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { memoryIds } from "@mayfly/core/memory";
import { expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { freshDataFolder } from "../testing/fresh-data-folder.ts";
import { openFileLogs } from "./file-log-writer.ts";

/** The files below `folder` that this process has open. */
async function openBelow(folder: string): Promise<readonly string[]> {
  const names = await readdir("/proc/self/fd");
  const links = await Promise.all(names.map((name) => readlink(join("/proc/self/fd", name)).catch(() => "")));
  return links.filter((link) => link.startsWith(folder));
}

test.runIf(process.platform === "linux").each(["stdout", "stderr"] as const)(
  "where the log of %s cannot be opened, the other one does not stay open",
  async (stream) => {
    const data = await freshDataFolder();
    const places = placesOf(data.path);
    const run = memoryIds.runId();
    await mkdir(places.log(run, stream), { recursive: true });
    await expect(openFileLogs(places, run, 100)).rejects.toThrow("EISDIR");
    expect(await openBelow(data.path)).toEqual([]);
    await data.close();
  },
);
