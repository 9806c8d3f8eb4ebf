// How is the key of a request kept, in whatever transaction is open?
import type { EpochMs, Full, KeptKey, KeyName, CountGuard, Repeated, RequestKey, Run, RunId } from "@mayfly/core";
import { textOf } from "./cache-entry-row.ts";
import { numberOf, type Columns } from "./run-row.ts";
import { fullBy, insertRun, type RunTable } from "./run-table.ts";

/** The key by that name, if it lives at `now`. */
export function liveKey({ statement }: RunTable, { owner, kind, key }: KeyName, now: EpochMs): KeptKey | null {
  const row = statement.keyOf.get({ owner, kind, key });
  const kept = row === undefined ? null : keptKeyOf(row);
  return kept !== null && kept.expiresAt > now ? kept : null;
}

/** What stands in the way of a birth; `null` when nothing does. */
export function hindrance(
  table: RunTable,
  { owner, kind, createdAt }: Run,
  guard: CountGuard | undefined,
  key: RequestKey | undefined,
): Full | Repeated | null {
  const kept = key === undefined ? null : liveKey(table, { owner, kind, key: key.key }, createdAt);
  return kept === null ? fullBy(table, guard) : { kind: "repeated", kept };
}

/** Writes a newborn run with its key; `false` when its id is taken, and then nothing is written. */
export function insertBirth(table: RunTable, run: Run, requestKey: RequestKey | undefined): boolean {
  if (!insertRun(table, run)) return false;
  if (requestKey === undefined) return true;
  const { owner, kind, id } = run;
  const { key, fingerprint, expiresAt } = requestKey;
  table.statement.writeKey.run({ owner, kind, key, fingerprint, run: id, expires_at: expiresAt });
  return true;
}

function keptKeyOf(columns: Columns): KeptKey {
  return {
    key: textOf(columns, "key"),
    fingerprint: textOf(columns, "fingerprint"),
    run: textOf(columns, "run") as RunId,
    expiresAt: numberOf(columns, "expires_at"),
  };
}
