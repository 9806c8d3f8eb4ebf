// What is ever asked of the table of installs?

/** An install that has ended is never written again. */
export const INSTALL_QUERIES = {
  create: `
    INSERT INTO installs (id, status, created_at, updated_at, document)
    VALUES (:id, :status, :created_at, :updated_at, :document)
    ON CONFLICT DO NOTHING`,
  write: `
    UPDATE installs SET status = :status, updated_at = :updated_at, document = :document
    WHERE id = :id AND status = 'running'`,
  find: `SELECT document FROM installs WHERE id = :id`,
  open: `SELECT document FROM installs WHERE status = 'running' ORDER BY created_at, id`,
  forget: `DELETE FROM installs WHERE status <> 'running' AND updated_at < :before`,
} as const satisfies Record<string, string>;
