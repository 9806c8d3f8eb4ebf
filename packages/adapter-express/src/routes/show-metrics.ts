// GET /metrics: how often has what happened?
import { setInertHeaders } from "../answers/inert-headers.ts";
import type { Metrics } from "../http-options.ts";
import type { Handler } from "./mount-route.ts";

export function showMetrics(metrics: Metrics): Handler {
  return async (_req, res) => {
    const bytes = Buffer.from(await metrics.text());
    setInertHeaders(res);
    res.setHeader("Content-Type", metrics.contentType);
    res.setHeader("Content-Length", bytes.length);
    res.setHeader("Cache-Control", "no-store");
    res.end(bytes);
  };
}
