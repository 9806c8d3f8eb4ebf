// Are memory records records?
import { createMemoryRecords } from "@mayfly/core/memory";
import { describeRunCache } from "./describe-run-cache.ts";
import { describeRunQueue } from "./describe-run-queue.ts";
import { describeRunStore } from "./describe-run-store.ts";

const open = async () => ({ ...createMemoryRecords(), close: async () => undefined });

describeRunStore("createMemoryRecords()", open);
describeRunCache("createMemoryRecords()", open);
describeRunQueue("createMemoryRecords()", open);
