import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../run/tool.ts";
import { target } from "./archive-target.ts";
import { judge } from "./fuzz-loop.ts";

const FOLDER = join(ROOT, "test-fixtures/archives/found");
const NAMES = globSync("*.zip", { cwd: FOLDER }).toSorted();

test("whatever fuzzing found once keeps every promise now", () => {
  for (const name of NAMES) {
    const outcome = judge(target, Uint8Array.from(readFileSync(join(FOLDER, name))));
    expect("promise" in outcome ? outcome.message : null, name).toBeNull();
  }
});
