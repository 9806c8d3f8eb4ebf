// How do the tests ask a route of the table, and hold its answer to what the table says?
import { problemDocumentSchema, routesAt } from "@mayfly/core/contract";
import { expect } from "vitest";
import type { Service } from "./start-service.ts";

/** Parsed JSON, as a client in a test looks into it. */
// oxlint-disable-next-line typescript/no-explicit-any -- the tests assert what is there
export type Json = Record<string, any>;

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Of a JSON answer. */
  readonly json: Json;
  readonly bytes: Uint8Array;
}

/** Asks; a JSON answer has to be what its schema says, with no field that the schema does not name. */
export async function ask(
  service: Service,
  method: string,
  address: string,
  init: RequestInit = {},
): Promise<Answered> {
  const answer = await fetch(`${service.url}${address}`, { ...init, method });
  const { status, headers } = answer;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const type = headers.get("content-type")?.split(";")[0] ?? null;
  if (type === "application/problem+json") {
    return { status, headers, bytes, json: strictly(problemDocumentSchema, bytes) };
  }
  const route = routesAt(address.split("?")[0] ?? "").find((each) => each.method === method);
  const schema = route?.answers.find((each) => each.status === status)?.schema;
  return { status, headers, bytes, json: schema === undefined ? {} : strictly(schema, bytes) };
}

/** Sends JSON. */
export function post(service: Service, address: string, body: unknown, headers: Json = {}): Promise<Answered> {
  const init = { headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
  return ask(service, "POST", address, init);
}

/** Asks for the status at `address` until it is a terminal one. */
export async function untilEnded(service: Service, address: string, init: RequestInit = {}): Promise<Json> {
  for (;;) {
    const { json } = await ask(service, "GET", address, init);
    if (["succeeded", "failed", "canceled"].includes(String(json["status"]))) return json;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** Schemas leave out what they do not name, so that only what they name comes back the same. */
function strictly(schema: { parse(value: unknown): unknown }, bytes: Uint8Array): Json {
  const sent = JSON.parse(new TextDecoder().decode(bytes)) as Json;
  expect(schema.parse(sent)).toEqual(sent);
  return sent;
}
