// What does the database look like, and how did it come to look so?

/** One step from format `format - 1` to `format`; never changed once released. */
export interface Migration {
  readonly format: number;
  /** What it does, for the log. */
  readonly title: string;
  readonly sql: string;
}

/**
 * In order, without gaps. The document holds the whole run; the columns beside it are what it is looked up by, and
 * follow from it (`due_at` by `dueAt()` of core: a change by which more becomes due, or sooner, needs a migration that
 * fills the column again; what an older row lists too early is looked at once more, and left alone).
 * `queued_at` is when a run was queued, or just after the last of the queue where the clock was put back: it is the order.
 * `cache_key` is that of a run that has not ended: what asks for it never reads through those that have.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    format: 1,
    title: "runs and their history",
    sql: `
      CREATE TABLE runs (
        id TEXT NOT NULL,
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        phase TEXT NOT NULL,
        version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        queued_at INTEGER,
        due_at INTEGER,
        document TEXT NOT NULL,
        PRIMARY KEY (id, owner)
      ) STRICT;

      CREATE INDEX runs_by_owner ON runs (owner, kind, id, phase);
      CREATE INDEX runs_by_phase ON runs (phase, id);
      CREATE INDEX runs_queue ON runs (queued_at, id) WHERE queued_at IS NOT NULL;
      CREATE INDEX runs_due ON runs (due_at, id) WHERE due_at IS NOT NULL;

      CREATE TABLE history (
        id TEXT NOT NULL,
        owner TEXT NOT NULL,
        version INTEGER NOT NULL,
        move TEXT,
        phase TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (id, version, owner),
        FOREIGN KEY (id, owner) REFERENCES runs (id, owner) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    format: 2,
    title: "runs of installed skills, and the cache",
    sql: `
      ALTER TABLE runs ADD COLUMN outputs TEXT NOT NULL DEFAULT '';
      ALTER TABLE runs ADD COLUMN cache_key TEXT;
      UPDATE runs SET
        outputs = id,
        document = json_set(
          document,
          '$.request.skillId', NULL,
          '$.outputs', id,
          '$.cache', json('{"key":null,"hit":null}')
        );

      CREATE INDEX runs_by_outputs ON runs (outputs);
      CREATE INDEX runs_by_cache_key ON runs (cache_key, phase, id) WHERE cache_key IS NOT NULL;

      CREATE TABLE cache_entries (
        key TEXT NOT NULL,
        owner TEXT NOT NULL,
        outputs TEXT NOT NULL,
        skill TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        hits INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        PRIMARY KEY (key, owner)
      ) STRICT;
      CREATE INDEX cache_entries_by_outputs ON cache_entries (outputs);
      CREATE INDEX cache_entries_by_expiry ON cache_entries (expires_at);
    `,
  },
  {
    format: 3,
    title: "installs",
    sql: `
      CREATE TABLE installs (
        id TEXT NOT NULL PRIMARY KEY,
        status TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        document TEXT NOT NULL
      ) STRICT;

      CREATE INDEX installs_open ON installs (created_at, id) WHERE status = 'running';
      CREATE INDEX installs_ended ON installs (updated_at) WHERE status <> 'running';
    `,
  },
  {
    format: 4,
    title: "requests and uploads that are sent again",
    sql: `
      CREATE TABLE request_keys (
        owner TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        run TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (owner, kind, key)
      ) STRICT;
      CREATE INDEX request_keys_by_expiry ON request_keys (expires_at);

      UPDATE runs SET document = json_set(document, '$.upload', NULL);
    `,
  },
];
