// Takes queued runs until there are none, and says the id of each.
import { aStep } from "@mayfly/conformance";
import { openSqliteRecords } from "../src/index.ts";

const [dataDir = ""] = process.argv.slice(2);
const records = (await openSqliteRecords(dataDir))._unsafeUnwrap();
process.stdout.write("ready\n");
// Starts when its parent says so, so that all of them start together.
await new Promise((resolve) => process.stdin.once("data", resolve));

for (;;) {
  const run = (await records.queue.take((each) => aStep(each, "take", each.updatedAt + 1)))._unsafeUnwrap();
  if (run === null) break;
  process.stdout.write(`${run.id}\n`);
}
records.close();
process.exit(0);
