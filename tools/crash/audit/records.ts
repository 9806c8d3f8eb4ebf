// What do the records say? Read from the database itself, by nothing of the product.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface RunRecord {
  readonly id: string;
  readonly phase: string;
  readonly version: number;
  readonly outputs: string;
  readonly cacheKey: string | null;
  // oxlint-disable-next-line typescript/no-explicit-any -- the document as it is, looked into by hand
  readonly document: any;
  readonly history: readonly { readonly version: number; readonly move: string | null; readonly phase: string }[];
}

export interface InstallRecord {
  readonly id: string;
  readonly status: string;
  readonly skillId: string | null;
  readonly version: string | null;
}

export interface Records {
  readonly runs: ReadonlyMap<string, RunRecord>;
  readonly installs: ReadonlyMap<string, InstallRecord>;
  /** The runs whose outputs the cache points to. */
  readonly cached: ReadonlySet<string>;
  /** What SQLite says of the file. */
  readonly integrity: string;
}

export const TERMINAL = ["succeeded", "failed", "canceled"];

export function readRecords(dataDir: string): Records {
  const db = new DatabaseSync(join(dataDir, "mayfly.db"), { readOnly: true });
  try {
    const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all();
    db.exec("BEGIN");
    const history = Map.groupBy(all("SELECT * FROM history ORDER BY version"), ({ id }) => String(id));
    const runs = all("SELECT * FROM runs").map((row): [string, RunRecord] => [
      String(row["id"]),
      {
        id: String(row["id"]),
        phase: String(row["phase"]),
        version: Number(row["version"]),
        outputs: String(row["outputs"]),
        cacheKey: row["cache_key"] as string | null,
        document: JSON.parse(String(row["document"])),
        history: (history.get(String(row["id"])) ?? []) as unknown as RunRecord["history"],
      },
    ]);
    const installs = all("SELECT * FROM installs").map((row): [string, InstallRecord] => {
      const { skillId, version } = JSON.parse(String(row["document"])) as InstallRecord;
      return [String(row["id"]), { id: String(row["id"]), status: String(row["status"]), skillId, version }];
    });
    const cached = new Set(all("SELECT outputs FROM cache_entries").map(({ outputs }) => String(outputs)));
    const integrity = String(all("PRAGMA integrity_check")[0]?.["integrity_check"]);
    db.exec("COMMIT");
    return { runs: new Map(runs), installs: new Map(installs), cached, integrity };
  } finally {
    db.close();
  }
}

/** How many runs and installs are neither over nor wait for their client. */
export function atWork(dataDir: string): number {
  const db = new DatabaseSync(join(dataDir, "mayfly.db"), { readOnly: true });
  try {
    const row = db
      .prepare(
        `SELECT (SELECT count(*) FROM installs WHERE status = 'running') + (SELECT count(*) FROM runs
         WHERE phase NOT IN ('succeeded', 'failed', 'canceled')
           AND (phase <> 'awaiting_upload' OR cache_key IS NOT NULL)) AS n`,
      )
      .get();
    return Number(row?.["n"]);
  } finally {
    db.close();
  }
}
