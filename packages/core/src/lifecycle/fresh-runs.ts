// How are all runs gone through that a store gives by the page, when some stay on the page whatever is done about them?
import { err, ok, type Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Run } from "../run/run.ts";

type Fetch = (limit: number) => Promise<Result<readonly Run[], Fault>>;

/** Pages of runs, each run once. `fetch` gives the first runs, at most `limit`; it is asked again after each page. */
export async function* freshRuns(fetch: Fetch, page: number): AsyncGenerator<Result<readonly Run[], Fault>> {
  const seen = new Set<string>();
  for (;;) {
    // Those that stay stand before the others.
    const fetched = await fetch(page + seen.size);
    if (fetched.isErr()) {
      yield err(fetched.error);
      return;
    }
    const fresh = fetched.value.filter(({ id }) => !seen.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) seen.add(id);
    yield ok(fresh);
  }
}
