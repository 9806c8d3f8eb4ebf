// What does the query of a request say, whatever the application's own query parser is?
import type { IncomingMessage } from "node:http";

/** One value a name; a name that was sent more than once has all of them. */
export function queryOf(req: IncomingMessage): Readonly<Record<string, string | readonly string[]>> {
  const parameters = new URLSearchParams(/\?(.*)$/s.exec(req.url ?? "")?.[1] ?? "");
  const names = [...new Set(parameters.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
