// Where do the files come from that the demo runs on? They are made of the fixtures, into the program's package.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataSet } from "../test-fixtures/data-set.ts";
import { zipInputs, zipPackage } from "../test-fixtures/zip-package.ts";
import { ROOT } from "./run/tool.ts";

const FOLDER = join(ROOT, "packages/mayfly/demo");

/** Whole or not at all, since a demo may be reading it now. */
function put(name: string, bytes: Uint8Array): void {
  const part = join(FOLDER, `${name}.${process.pid}.part`);
  writeFileSync(part, bytes);
  renameSync(part, join(FOLDER, name));
}

mkdirSync(FOLDER, { recursive: true });
put("csv-profile.zip", zipPackage(join(ROOT, "test-fixtures/packages/csv-profile")));
put("birdstrikes.zip", zipInputs({ "table/birdstrikes.csv": dataSet("birdstrikes.csv") }));
