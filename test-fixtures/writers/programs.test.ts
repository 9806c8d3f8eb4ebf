import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ContentFile } from "@mayfly/core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { expectTree } from "./expect-tree.ts";
import { bsdtar, BSDTAR_VERSION } from "./programs/bsdtar.ts";
import { git, GIT_VERSION } from "./programs/git.ts";
import { go, GO_VERSION } from "./programs/go.ts";
import { infoZip, INFO_ZIP_VERSION } from "./programs/info-zip.ts";
import { jar, JAR_VERSION, java, JAVA_VERSION } from "./programs/java.ts";
import { Failed, isInstalled } from "./programs/program.ts";
import type { ProgramWriter } from "./programs/program.ts";
import { python, PYTHON_VERSION } from "./programs/python.ts";
import { sevenZip, SEVEN_ZIP_VERSION } from "./programs/seven-zip.ts";
import { spread } from "./safe-tree.ts";

const PROGRAMS: readonly (readonly [readonly string[], readonly ProgramWriter[]])[] = [
  [INFO_ZIP_VERSION, infoZip],
  [BSDTAR_VERSION, bsdtar],
  [SEVEN_ZIP_VERSION, sevenZip],
  [PYTHON_VERSION, python],
  [JAVA_VERSION, java],
  [JAR_VERSION, jar],
  [GO_VERSION, go],
  [GIT_VERSION, git],
];

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** What writers treat each in its way: empty, larger than a buffer, not worth deflating, executable, deep, not ASCII. */
const FILES: readonly ContentFile[] = [
  { path: "SKILL.md", bytes: text("# A skill\n".repeat(20)) },
  { path: "empty.txt", bytes: new Uint8Array(0) },
  { path: "bin/run.sh", bytes: text("#!/bin/sh\necho hello\n"), executable: true },
  { path: "a/b/c/d/e/f/deep.txt", bytes: text("deep down") },
  { path: "Übung/Größe.md", bytes: text("größer als nichts") },
  { path: "日本/語😀.txt", bytes: text("こんにちは") },
  { path: "data/large.csv", bytes: spread(700_000, 1, 5) },
  { path: "data/random.bin", bytes: spread(90_000, 2, 256) },
  { path: "linked.txt", bytes: text("deep down") },
];
const LINKS: ReadonlyMap<string, string> = new Map([["linked.txt", "a/b/c/d/e/f/deep.txt"]]);

const installed = PROGRAMS.filter(([args, [first]]) => first !== undefined && isInstalled(first.program, args));
const writers = installed.flatMap(([, all]) => all);
/** What every program that is here has to be able to do. */
const basic = new Set(installed.map(([, [first]]) => first));
const missing = PROGRAMS.filter((each) => !installed.includes(each)).map(([, [first]]) => first?.program);
if (missing.length > 0) console.log(`Not installed here, so not tried as writers: ${missing.join(", ")}.`);

let place = "";
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "mayfly-writers-"));
  for (const { path, bytes, executable } of FILES) {
    const file = join(place, "tree", path);
    mkdirSync(dirname(file), { recursive: true });
    const target = LINKS.get(path);
    if (target !== undefined) symlinkSync(target, file);
    else writeFileSync(file, bytes);
    if (executable === true) chmodSync(file, 0o755);
  }
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe.skipIf(writers.length === 0)("the reader accepts and gives back what is written by", () => {
  test.each(writers.map((writer, index) => ({ name: writer.name, writer, index })))(
    "$name",
    ({ writer, index }) => {
      const work = join(place, `work-${index}`);
      mkdirSync(work);
      let archive: Uint8Array;
      try {
        archive = writer.write(join(place, "tree"), work);
      } catch (error) {
        if (!(error instanceof Failed) || basic.has(writer)) throw error;
        console.log(`${writer.name}: it says that it cannot: ${error.message}`);
        return;
      }
      expectTree(archive, FILES, writer);
    },
    120_000,
  );
});
