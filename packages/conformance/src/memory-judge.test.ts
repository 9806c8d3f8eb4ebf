// Is the memory judge a judge?
import { createMemoryJudge } from "@mayfly/core/memory";
import { describeJudge } from "./describe-judge.ts";

describeJudge("createMemoryJudge()", async () => ({ judge: createMemoryJudge(), close: async () => undefined }));
