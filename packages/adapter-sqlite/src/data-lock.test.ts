// Has a data folder one owner, and a new one as soon as that one is gone?
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startProgram } from "../test-fixtures/start-program.ts";
import { temporaryFolder } from "../test-fixtures/temporary-folder.ts";
import { acquireDataLock } from "./data-lock.ts";

test("`acquireDataLock()` refuses while another process has the folder, and names it", async () => {
  const folder = temporaryFolder();
  const program = startProgram("holds-lock.ts", folder);
  expect(await program.line()).toBe("held");
  const refused = acquireDataLock(folder)._unsafeUnwrapErr();
  expect(refused).toMatchObject({ kind: "held", pid: program.pid });
  expect(refused.message).toBe(
    `Cannot use ${folder}: process ${program.pid} is using it. Stop that one, or choose another data folder.`,
  );
  await program.kill();
});

test("`acquireDataLock()` gets the folder the moment its owner was killed with -9", async () => {
  const folder = temporaryFolder();
  const program = startProgram("holds-lock.ts", folder);
  await program.line();
  await program.kill();
  const lock = acquireDataLock(folder);
  expect(lock.isOk()).toBe(true);
  lock._unsafeUnwrap().release();
});

test("`acquireDataLock()` holds though nobody keeps what it gave, through every garbage collection", async () => {
  const folder = temporaryFolder();
  const program = startProgram("holds-lock.ts", folder);
  await program.line();
  for (let n = 0; n < 10; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(acquireDataLock(folder).isErr()).toBe(true);
  }
  await program.kill();
});

test("`acquireDataLock()` refuses a second time in the same process, and the first stays good for others", async () => {
  const folder = temporaryFolder();
  const lock = acquireDataLock(folder)._unsafeUnwrap();
  expect(acquireDataLock(folder)._unsafeUnwrapErr()).toMatchObject({ kind: "held", pid: process.pid });
  const program = startProgram("holds-lock.ts", folder);
  expect(await program.line()).toBe("refused");
  await program.kill();
  lock.release();
});

test("`acquireDataLock()` needs no room on the disk, and does without the owner's number where that cannot be written", () => {
  const folder = temporaryFolder();
  // As an earlier owner would have left it, if it were not a folder.
  mkdirSync(join(folder, "lock.pid"));
  const lock = acquireDataLock(folder)._unsafeUnwrap();
  expect(readdirSync(folder)).toEqual(["lock.db"]);
  expect(statSync(join(folder, "lock.db")).size).toBe(0);
  expect(acquireDataLock(folder)._unsafeUnwrapErr().message).toContain("another process is using it");
  lock.release();
});

test("`release()` gives the folder free, once, and takes the owner's number along", () => {
  const folder = temporaryFolder();
  const first = acquireDataLock(folder)._unsafeUnwrap();
  first.release();
  expect(readdirSync(folder)).toEqual(["lock.db"]);
  const second = acquireDataLock(folder)._unsafeUnwrap();
  first.release();
  expect(acquireDataLock(folder).isErr()).toBe(true);
  second.release();
});

test("`acquireDataLock()` makes the folder where it is missing, and does without a number that can not be read", () => {
  const folder = join(temporaryFolder(), "deep", "data");
  const lock = acquireDataLock(folder)._unsafeUnwrap();
  writeFileSync(join(folder, "lock.pid"), "?");
  const refused = acquireDataLock(folder)._unsafeUnwrapErr();
  expect(refused).toMatchObject({ kind: "held", pid: null });
  expect(refused.message).toContain("another process is using it");
  lock.release();
});

test("`acquireDataLock()` answers a fault where there can be no folder or no lock", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  expect(acquireDataLock(join(folder, "file"))._unsafeUnwrapErr().kind).toBe("unavailable");
  mkdirSync(join(folder, "data", "lock.db"), { recursive: true });
  expect(acquireDataLock(join(folder, "data"))._unsafeUnwrapErr().kind).toBe("unavailable");
});
