// Is an archive extracted also where a process was killed over it before?
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bufferSource, DEFAULT_PACKAGE_LIMITS, writeStoredArchive } from "@mayfly/core";
import { afterAll, expect, test } from "vitest";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { extractInPool } from "./extract-in-pool.ts";

const pool = createWorkerPool({ workers: 1 });
const folder = await mkdtemp(join(tmpdir(), "mayfly-extract-"));
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

test.each(["skill.part", "skill"])("over what it left as %s", async (left) => {
  const archive = bufferSource(writeStoredArchive([{ path: "demo/new.txt", bytes: new TextEncoder().encode("new") }]));
  const target = join(folder, "skill");
  await rm(target, { recursive: true, force: true });
  await mkdir(join(folder, left));
  await writeFile(join(folder, left, "old.txt"), "half");
  const never = new AbortController().signal;
  const extracted = await extractInPool(pool, archive, DEFAULT_PACKAGE_LIMITS, target, "top folder", never);
  expect(extracted._unsafeUnwrap()).toEqual(["new.txt"]);
  expect(await readdir(folder)).toEqual(["skill"]);
  expect(await readdir(target)).toEqual(["new.txt"]);
  expect(await readFile(join(target, "new.txt"), "utf8")).toBe("new");
});
