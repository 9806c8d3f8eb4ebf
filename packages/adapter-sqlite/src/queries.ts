// What is ever asked of the database?

/** Every statement of store and queue. A list of phases is given as JSON, so that one statement serves any number. */
export const QUERIES = {
  insertRun: `
    INSERT INTO runs (id, owner, kind, phase, version, created_at, queued_at, due_at, document)
    SELECT :id, :owner, :kind, :phase, :version, :created_at, :queued_at, :due_at, :document
    WHERE NOT EXISTS (SELECT 1 FROM runs WHERE id = :id)`,
  updateRun: `
    UPDATE runs
    SET phase = :phase, version = :version, queued_at = :queued_at, due_at = :due_at, document = :document
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
} as const satisfies Record<string, string>;

export type Query = keyof typeof QUERIES;
