// What may an operator or an embedding program decide about the HTTP API?
import type { Log, Registry } from "@mayfly/core";
import type { BodyPace } from "./body/stall-guard.ts";

/** What Prometheus reads. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

export interface HttpOptions {
  /** Gets one line a request, and faults; never headers or bodies. */
  readonly log: Log;
  /** When set, every route but `/healthz` needs `Authorization: Bearer <key>`. */
  readonly apiKey?: string | null;
  /** Host names, with or without a port, that this server answers for besides the loopback names. */
  readonly allowedHosts?: readonly string[];
  /** Origins, such as `https://example.org`, whose pages may call this server. */
  readonly corsOrigins?: readonly string[];
  /** The installed skills; without it there are none over HTTP. */
  readonly registry?: Registry;
  /** What `/metrics` shows; without it there is no such route. */
  readonly metrics?: Metrics;
  /** How slow the sender of a body may be. */
  readonly bodyPace?: Partial<BodyPace>;
}
