// Is it known who follows, and who follows nobody any more?
import { expect, test } from "vitest";
import { idAt, keepRun } from "../a-run.ts";
import { withRecords, type OpenRecords } from "../records-under-test.ts";
import { KEY } from "./an-entry.ts";

const OTHER = "d8".repeat(32);
const ofKey = (key: string) => ({ kind: "installed", cache: { key, hit: null } }) as const;

export function following(open: OpenRecords): void {
  test(
    "`followers()` gives whole runs that follow by that key, oldest first",
    withRecords(open, async ({ runs, cache }) => {
      const second = await keepRun(runs, "following", { id: idAt(3), ...ofKey(KEY) });
      const first = await keepRun(runs, "following", { id: idAt(2), ...ofKey(KEY) });
      await keepRun(runs, "following", { id: idAt(4), ...ofKey(OTHER) });
      await keepRun(runs, "queued", { id: idAt(1), ...ofKey(KEY) });
      expect((await cache.followers(KEY, 9))._unsafeUnwrap()).toEqual([first, second]);
      expect((await cache.followers(KEY, 1))._unsafeUnwrap()).toEqual([first]);
      expect((await cache.followers("none", 9))._unsafeUnwrap()).toEqual([]);
    }),
  );

  test(
    "`leaderless()` names each key once whose followers follow nobody in flight",
    withRecords(open, async ({ runs, cache }) => {
      await keepRun(runs, "following", { id: idAt(1), ...ofKey(KEY) });
      await keepRun(runs, "following", { id: idAt(2), ...ofKey(KEY) });
      await keepRun(runs, "failed", { id: idAt(3), ...ofKey(KEY) });
      await keepRun(runs, "following", { id: idAt(4), ...ofKey(OTHER) });
      await keepRun(runs, "cleaning", { id: idAt(5), ...ofKey(OTHER) });
      expect((await cache.leaderless(9))._unsafeUnwrap()).toEqual([KEY]);
      await keepRun(runs, "awaiting_upload", { id: idAt(6), ...ofKey(KEY) });
      expect((await cache.leaderless(9))._unsafeUnwrap()).toEqual([]);
    }),
  );
}
