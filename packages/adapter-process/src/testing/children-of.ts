// Which processes has one started?
import { allProcesses } from "../process-table.ts";

/** The living processes that `parent` started; none where there is no `/proc`. */
export async function childrenOf(parent: number): Promise<readonly number[]> {
  const children: number[] = [];
  for await (const each of allProcesses()) if (each.parent === parent && !each.dead) children.push(each.pid);
  return children;
}
