// Is every answer that the tests get one that the contract promises? It is looked at on its way out.
import {
  problemDocumentSchema,
  REFUSED_BY_EVERY_ROUTE,
  refusedStatus,
  routesAt,
  type Route,
} from "@mayfly/core/contract";
import type { ProblemCode } from "@mayfly/core";
import type { RequestListener, ServerResponse } from "node:http";
import { isDeepStrictEqual } from "node:util";

/** `app`, whose answers are compared with the table of routes; what is against it goes to `tell`. */
export function heldToContract(app: RequestListener, tell: (broken: string) => void): RequestListener {
  return (req, res) => {
    const { method = "", url = "" } = req;
    const chunks = keepBody(res);
    res.once("finish", () => {
      const broken = breach(method, url, res, Buffer.concat(chunks));
      if (broken !== null) tell(`${method} ${url} answered ${res.statusCode}: ${broken}`);
    });
    app(req, res);
  };
}

/** The parts of the body, as they are sent. */
function keepBody(res: ServerResponse): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (const name of ["write", "end"] as const) {
    const send = res[name].bind(res) as (...args: readonly unknown[]) => unknown;
    const keeping = (chunk: unknown, ...more: readonly unknown[]): unknown => {
      if (chunk instanceof Uint8Array) chunks.push(chunk);
      return send(chunk, ...more);
    };
    Object.assign(res, { [name]: keeping });
  }
  return chunks;
}

function breach(method: string, url: string, res: ServerResponse, body: Buffer): string | null {
  if (method === "OPTIONS" || method === "HEAD") return null;
  const route = routesAt(url.split("?")[0] ?? "").find((each) => each.method === method);
  const type = String(res.getHeader("content-type") ?? "");
  if (type.startsWith("application/problem+json")) return problemBreach(route, res.statusCode, body);
  if (route === undefined) return "no route has this address and method";
  const answer = route.answers.find(({ status }) => status === res.statusCode);
  if (answer === undefined) return "the route does not have this status";
  for (const name of answer.headers ?? []) if (!res.hasHeader(name)) return `the header ${name} is missing`;
  if (answer.mediaType !== undefined && ![type, "*/*"].includes(answer.mediaType)) return `it is ${type}`;
  if (answer.schema === undefined) return null;
  return type === "application/json; charset=utf-8" ? schemaBreach(answer.schema, body) : `it is ${type}`;
}

function problemBreach(route: Route | undefined, status: number, body: Buffer): string | null {
  const broken = schemaBreach(problemDocumentSchema, body);
  if (broken !== null) return broken;
  const { code } = JSON.parse(body.toString()) as { code: ProblemCode };
  const refusals = [...(route?.refusals ?? ["REQUEST_ROUTE_UNKNOWN" as const]), ...REFUSED_BY_EVERY_ROUTE];
  return refusedStatus(refusals, code) === status ? null : `the route does not refuse with ${code}`;
}

/** What the schema does not name is left out by it, so that only what it names comes back the same. */
function schemaBreach(schema: NonNullable<Route["answers"][number]["schema"]>, body: Buffer): string | null {
  const text = body.toString();
  const sent: unknown = JSON.parse(text);
  const parsed = schema.safeParse(sent);
  if (!parsed.success) return parsed.error.message;
  return isDeepStrictEqual(parsed.data, sent) ? null : `it holds what the schema does not name: ${text}`;
}
