// Is the judge of the pool a judge?
import { describeJudge } from "@mayfly/conformance";
import { createPoolJudge } from "./create-pool-judge.ts";
import { createWorkerPool } from "./create-worker-pool.ts";

describeJudge("createPoolJudge()", async () => {
  const pool = createWorkerPool({ workers: 2, wallMs: 20_000 });
  return { judge: createPoolJudge(pool), cancels: true, unavailable: () => pool.close(), close: () => pool.close() };
});
