// Are ids from memory ids?
import { memoryIds } from "@mayfly/core/memory";
import { describeIds } from "./describe-ids.ts";

describeIds("memoryIds", () => memoryIds);
