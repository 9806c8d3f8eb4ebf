// What does a request say that its body is? (RFC 9110 §8.3, §8.4)
import type { IncomingMessage } from "node:http";

export interface MediaType {
  /** `type/subtype`, lower case. */
  readonly name: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)|"((?:[^"\\]|\\.)*)")[ \t]*/g;

/** The media type in a `Content-Type` header, `null` when there is none. */
export function mediaType(header: string | undefined): MediaType | null {
  const name = header?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (header === undefined || name === "") return null;
  const parameters = new Map<string, string>();
  for (const [, key, token, quoted] of header.matchAll(PARAMETER)) {
    const value = token ?? quoted?.replaceAll(/\\(.)/g, "$1") ?? "";
    if (key !== undefined && !parameters.has(key.toLowerCase())) parameters.set(key.toLowerCase(), value);
  }
  return { name, parameters };
}

/** The coding of the body, such as `gzip`; `null` when it is sent as it is. */
export function contentCoding(req: IncomingMessage): string | null {
  const coding = req.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  return coding === "" || coding === "identity" ? null : coding;
}
