// What is ever asked of the database?

/** Every statement of store, queue and cache. A list of phases is given as JSON, so that one statement serves any number. */
export const QUERIES = {
  insertRun: `
    INSERT INTO runs (id, owner, kind, phase, version, created_at, queued_at, due_at, outputs, cache_key, document)
    SELECT :id, :owner, :kind, :phase, :version, :created_at, :queued_at, :due_at, :outputs, :cache_key, :document
    WHERE NOT EXISTS (SELECT 1 FROM runs WHERE id = :id)`,
  updateRun: `
    UPDATE runs
    SET phase = :phase, version = :version, due_at = :due_at, outputs = :outputs, cache_key = :cache_key,
      document = :document,
      queued_at = max(:queued_at, 1 + coalesce((SELECT max(queued_at) FROM runs WHERE queued_at IS NOT NULL), 0))
    WHERE id = :id AND version = :expected_version`,
  insertHistory: `
    INSERT INTO history (id, owner, version, move, phase, at)
    VALUES (:id, :owner, :version, :move, :phase, :at)`,
  deleteRun: `DELETE FROM runs WHERE id = :id AND version = :expected_version`,

  version: `SELECT version FROM runs WHERE id = :id`,
  find: `SELECT document FROM runs WHERE id = :id`,
  history: `SELECT version, move, phase, at FROM history WHERE id = :id ORDER BY version`,

  count: `SELECT count(*) AS runs FROM runs WHERE phase IN (SELECT value FROM json_each(:phases))`,
  inPhases: `
    SELECT document FROM runs
    WHERE id IN (
      SELECT id FROM runs WHERE phase IN (SELECT value FROM json_each(:phases)) ORDER BY id LIMIT :limit
    )
    ORDER BY id`,
  page: `
    SELECT id, document FROM runs
    WHERE owner = :owner AND kind = :kind AND id < :before
      AND (:phases IS NULL OR phase IN (SELECT value FROM json_each(:phases)))
    ORDER BY id DESC LIMIT :limit`,
  due: `SELECT document FROM runs WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit`,

  oldestQueued: `SELECT document FROM runs WHERE queued_at IS NOT NULL ORDER BY queued_at, id LIMIT 1`,
  position: `
    SELECT (
      SELECT count(*) FROM runs AS other
      WHERE other.queued_at IS NOT NULL AND (other.queued_at, other.id) < (this.queued_at, this.id)
    ) AS position
    FROM runs AS this WHERE this.id = :id AND this.queued_at IS NOT NULL`,

  keyOf: `
    SELECT key, fingerprint, run, expires_at FROM request_keys WHERE owner = :owner AND kind = :kind AND key = :key`,
  writeKey: `
    INSERT OR REPLACE INTO request_keys (owner, kind, key, fingerprint, run, expires_at)
    VALUES (:owner, :kind, :key, :fingerprint, :run, :expires_at)`,
  dropKey: `DELETE FROM request_keys WHERE owner = :owner AND kind = :kind AND key = :key AND run = :run`,
  expireKeys: `
    DELETE FROM request_keys WHERE rowid IN (
      SELECT rowid FROM request_keys WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit
    )`,

  entry: `SELECT * FROM cache_entries WHERE key = :key`,
  writeEntry: `
    INSERT OR REPLACE INTO cache_entries (key, owner, outputs, skill, created_at, expires_at, hits, bytes)
    VALUES (:key, :owner, :outputs, :skill, :created_at, :expires_at, :hits, :bytes)`,
  hitEntry: `UPDATE cache_entries SET hits = hits + 1, expires_at = :expires_at WHERE key = :key`,
  dropEntry: `DELETE FROM cache_entries WHERE key = :key AND outputs = :outputs`,
  expireEntries: `
    DELETE FROM cache_entries WHERE key IN (
      SELECT key FROM cache_entries WHERE expires_at <= :now ORDER BY expires_at LIMIT :limit
    )
    RETURNING outputs`,
  clearEntries: `DELETE FROM cache_entries RETURNING outputs`,
  stats: `
    SELECT count(*) AS entries, coalesce(sum(hits), 0) AS hits, coalesce(sum(bytes), 0) AS bytes FROM cache_entries`,
  leader: `
    SELECT id FROM runs
    WHERE cache_key = :key AND id <> :id AND phase <> 'following' LIMIT 1`,
  followers: `
    SELECT document FROM runs WHERE cache_key = :key AND phase = 'following' ORDER BY id LIMIT :limit`,
  leaderless: `
    SELECT DISTINCT cache_key FROM runs AS follower
    WHERE phase = 'following' AND cache_key IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM runs AS leader WHERE leader.cache_key = follower.cache_key AND leader.phase <> 'following'
    )
    LIMIT :limit`,
  outputsInUse: `
    SELECT EXISTS (SELECT 1 FROM runs WHERE outputs = :outputs AND phase <> 'deleting')
      OR EXISTS (SELECT 1 FROM cache_entries WHERE outputs = :outputs) AS used`,
} as const satisfies Record<string, string>;

export type Query = keyof typeof QUERIES;
