// Where do the files come from that the demo runs on? They are made of the fixtures, into the program's package.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataSet } from "../test-fixtures/data-set.ts";
import { zipInputs, zipPackage } from "../test-fixtures/zip-package.ts";
import { ROOT } from "./run/tool.ts";

const FOLDER = join(ROOT, "packages/mayfly/demo");

mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, "csv-profile.zip"), zipPackage(join(ROOT, "test-fixtures/packages/csv-profile")));
writeFileSync(join(FOLDER, "birdstrikes.zip"), zipInputs({ "table/birdstrikes.csv": dataSet("birdstrikes.csv") }));
