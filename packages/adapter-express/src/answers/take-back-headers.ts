// What must a problem document not carry that was meant for another answer?
import type { ServerResponse } from "node:http";

/** Takes back the headers of an answer that was not sent; what lets a page of another origin read it stays. */
export function takeBackHeaders(res: ServerResponse): void {
  for (const name of res.getHeaderNames()) {
    if (!name.startsWith("access-control-") && name !== "vary") res.removeHeader(name);
  }
}
