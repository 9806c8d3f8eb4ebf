// What lies beside the program for `mayfly demo`? A package and a public data set, zipped.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dataSet } from "../test-fixtures/data-set.ts";
import { packageFolder } from "../test-fixtures/run-package.ts";
import { zipInputs, zipPackage } from "../test-fixtures/zip-package.ts";

const folder = new URL("../packages/mayfly/demo/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(fileURLToPath(new URL("csv-profile.zip", folder)), zipPackage(packageFolder("csv-profile")));
writeFileSync(
  fileURLToPath(new URL("birdstrikes.zip", folder)),
  zipInputs({ "table/birdstrikes.csv": dataSet("birdstrikes.csv") }),
);
