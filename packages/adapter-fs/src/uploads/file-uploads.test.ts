import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import type { AttemptId, RunId, Uploads } from "@mayfly/core";
import { memoryIds } from "@mayfly/core/memory";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { onDiskOfItsOwn } from "../testing/on-disk-of-its-own.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileUploads } from "./create-file-uploads.ts";

let data: FreshDataFolder;
let uploads: Uploads;
let run: RunId;
const attempt = "a" as AttemptId;
const { signal } = new AbortController();

beforeEach(async () => {
  data = await freshDataFolder();
  uploads = createFileUploads(data.path);
  run = memoryIds.runId();
});
afterEach(() => data.close());

const temporary = () => readdir(placesOf(data.path).tmp);

async function* chunks(count: number, text = "0123456789") {
  for (let each = 0; each < count; each += 1) yield new TextEncoder().encode(text);
}

describe("`receive()`", () => {
  test("keeps a part under a name that says so until it is whole, for its owner alone", async () => {
    const folder = placesOf(data.path).upload(run, attempt);
    let seen: readonly string[] = [];
    async function* looking() {
      yield* chunks(3);
      seen = await readdir(folder);
    }
    await uploads.receive(run, attempt, "package", looking(), 100, signal);
    expect(seen).toEqual(["package.zip.part"]);
    expect(await readdir(folder)).toEqual(["package.zip"]);
    expect((await stat(`${folder}/package.zip`)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  test("lets one of two senders of one part win, whole", async () => {
    const received = await Promise.all([
      uploads.receive(run, attempt, "package", chunks(50, "aaaaa"), 1000, signal),
      uploads.receive(run, attempt, "package", chunks(50, "bbbbb"), 1000, signal),
    ]);
    expect(received.filter((each) => each.isOk())).toHaveLength(1);
    const text = await readFile(placesOf(data.path).part(run, attempt, "package"), "utf8");
    expect(["a".repeat(250), "b".repeat(250)]).toContain(text);
  });

  test.each(["too large", "broken off", "aborted"])("leaves not even an empty folder when it is %s", async (how) => {
    async function* breaking() {
      yield* chunks(3);
      throw new Error("gone");
    }
    if (how === "too large") await uploads.receive(run, attempt, "package", chunks(30), 100, signal);
    if (how === "broken off") await uploads.receive(run, attempt, "package", breaking(), 100, signal);
    if (how === "aborted") await uploads.receive(run, attempt, "package", chunks(3), 100, AbortSignal.abort());
    expect(await temporary()).toEqual(["trash"]);
  });

  test("tells a full disk from other faults, leaves nothing, and knows how much is free", () => {
    const program = new URL("../testing/fill-disk.ts", import.meta.url);
    const seen = onDiskOfItsOwn(data.path, "size=1m", program, [data.path]);
    if (seen === null) {
      process.stdout.write("no full disk tried: this machine lets nobody mount one\n");
      return;
    }
    const { before, after, ...told } = seen as Record<string, unknown>;
    expect(told).toEqual({ kind: "no_space", left: ["trash"] });
    // A MiB, but for the folders.
    expect(before).toBeGreaterThan(900 * 1024);
    expect(before).toBeLessThanOrEqual(1024 * 1024);
    expect(after).toBe(before);
  });
});

describe("`remove()`", () => {
  test("finds what a dead process left half received", async () => {
    async function* dying() {
      yield* chunks(2);
      await new Promise(() => undefined);
    }
    const abort = new AbortController();
    const receiving = uploads.receive(run, attempt, "package", dying(), 100, abort.signal);
    // Another process would see the same files.
    while ((await uploads.measure(run))._unsafeUnwrap().bytes < 20) await new Promise(setImmediate);
    const later = createFileUploads(data.path);
    expect((await later.list())._unsafeUnwrap()).toEqual([run]);
    expect((await later.remove(run))._unsafeUnwrap()).toEqual({ files: 1, bytes: 20 });
    expect(await temporary()).toEqual(["trash"]);
    abort.abort();
    await receiving;
  });
});

test("`list()` names a run of which a crash left nothing but an empty folder, and `remove()` ends that", async () => {
  await mkdir(placesOf(data.path).temporary(run));
  expect((await uploads.list())._unsafeUnwrap()).toEqual([run]);
  expect((await uploads.remove(run))._unsafeUnwrap()).toEqual({ files: 0, bytes: 0 });
  expect(await temporary()).toEqual(["trash"]);
  expect((await uploads.list())._unsafeUnwrap()).toEqual([]);
});
