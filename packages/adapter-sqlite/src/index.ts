// What does the SQLite adapter give?
export { acquireDataLock, type DataLock, type LockHeld } from "./data-lock.ts";
export {
  DATABASE_FILE,
  openSqliteRecords,
  type OpenFailure,
  type OpenOptions,
  type SqliteRecords,
} from "./open-sqlite-records.ts";
export type { FormatRefusal } from "./migrate.ts";
export { MIGRATIONS, type Migration } from "./migrations.ts";
