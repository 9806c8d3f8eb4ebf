// How is a browser kept from doing anything with an answer but showing or saving it? (design §7 Browsers)
import type { ServerResponse } from "node:http";

/** Nothing that a skill wrote may act as a page of this server, or be embedded in one of another. */
export function setInertHeaders(res: ServerResponse): void {
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
}
