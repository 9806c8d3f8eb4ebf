// Which host does a Host header name?
import { isIPv4 } from "node:net";

/** `name` or `name:port`, lower case, without a last dot; `null` for what is no host. */
export interface HostName {
  /** An IPv6 address keeps its brackets. */
  readonly name: string;
  readonly port: string | null;
}

const HOST = /^(\[[0-9a-f:.]+\]|[^\s:/?#@[\]\\]+?)\.?(?::(\d{1,5}))?$/;

export function hostName(header: string | undefined): HostName | null {
  const [, name, port] = HOST.exec(header?.trim().toLowerCase() ?? "") ?? [];
  return name === undefined ? null : { name, port: port ?? null };
}

/** Names that lead to this machine wherever they are resolved. (RFC 6761 §6.3, RFC 1122 §3.2.1.3) */
export function isLoopback(name: string): boolean {
  if (name === "localhost" || name.endsWith(".localhost") || name === "[::1]") return true;
  return isIPv4(name) && name.startsWith("127.");
}
