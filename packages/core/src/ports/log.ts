// Where does the lifecycle tell the operator what happened?

/**
 * Structured lines for the operator. A call is one line, told before it returns: its level, the event as it stands and
 * the fields, of which an error under `cause` has its message, its stack and those of its causes. A log may be set to
 * leave lines out, each whole.
 *
 * Nobody waits for it, and it never throws: not where there is no room for a line, and not whatever the fields hold. A
 * field that cannot be told, because it refers to itself or throws when it is read, takes neither the line nor other
 * fields with it. Fields are never changed.
 */
export interface Log {
  info(event: string, fields: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields: Readonly<Record<string, unknown>>): void;
  error(event: string, fields: Readonly<Record<string, unknown>>): void;
}
