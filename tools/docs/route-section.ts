// What does the page say under the heading of one route?
import {
  FORM_BODY,
  httpStatus,
  JSON_BODY,
  messageSchema,
  RUN_FAMILIES,
  type MessageSchema,
  type Refused,
  type Route,
  type RouteAnswer,
} from "@mayfly/core/contract";
import type { ProblemCode } from "@mayfly/core";
import { answerTable, fieldsOf, requestTable, type Field } from "./field-table.ts";

export interface DocumentedRoute {
  readonly name: string;
  readonly route: Route;
  /** The same route for jobs, where `route` is one of temporary runs. */
  readonly ofJobs: Route | null;
}

/** Messages of which the page only names what nested objects hold, since it stands elsewhere. */
const SHALLOW = ["validate"];

export function routeSection(documented: DocumentedRoute): string[] {
  const { name, route, ofJobs } = documented;
  const shallow = SHALLOW.includes(name);
  const fields = (schema: MessageSchema): Field[] => fieldsOf(schema, { shallow });
  const both = [route, ...(ofJobs === null ? [] : [ofJobs])];
  const queried = both.map(({ query }) => (query === undefined ? [] : fields(messageSchema(query, "input"))));
  const sent = both.map(({ body }) => (body === undefined ? [] : fields(messageSchema(body.schema, "input"))));
  return [
    `\`${route.method} ${shortPath(documented)}\`. ${route.summary}`,
    ...titled("In the query:", requestTable, ofEither(queried)),
    ...titled(`${BODIES[route.body?.mediaType ?? "none"]}:`, requestTable, ofEither(sent)),
    ...headerLines(route),
    ...answerLines(route, fields),
    ...refusalLines(route, ofJobs),
  ];
}

const BODIES = {
  "application/json": "A JSON object",
  "multipart/form-data": "A `multipart/form-data` form",
  none: "",
};

/** The path, without what all routes of runs have in common. */
export function shortPath({ route, ofJobs }: DocumentedRoute): string {
  return ofJobs === null ? route.path : route.path.replace(RUN_FAMILIES.temporary, "…");
}

/** The good answers of a route, in a few words. */
export function answersOf({ answers }: Route): string {
  const [first] = answers;
  if (first === undefined) return "";
  const { properties = {}, required = [] } = first.schema === undefined ? {} : messageSchema(first.schema, "output");
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
  const shown = names.length === 0 || names.length > MOST_SHOWN ? first.description : `\`{${names.join(", ")}}\``;
  return `${first.status} ${shown}`;
}

const MOST_SHOWN = 5;

/** `what`, and the codes by their status. */
export function refusalLine(what: string, refusals: readonly Refused[]): string {
  const byStatus = new Map<number, string[]>();
  for (const each of refusals) {
    const [status, shown] = toldOf(each);
    byStatus.set(status, [...(byStatus.get(status) ?? []), shown]);
  }
  const statuses = [...byStatus].toSorted(([one], [other]) => one - other);
  return `${what} ${statuses.map(([status, codes]) => `${status} ${codes.join(", ")}`).join("; ")}.`;
}

function toldOf(refused: Refused): [status: number, shown: string] {
  if (typeof refused === "object") return [refused.status, `\`${refused.code}\``];
  const room = refused.endsWith("_*") ? refused.slice(0, -2) : null;
  if (room !== null) return [400, `[\`${refused}\`](error-codes.md#${room.toLowerCase()})`];
  return [httpStatus(refused as ProblemCode), `\`${refused}\``];
}

function refusalLines({ refusals }: Route, ofJobs: Route | null): string[] {
  const told = new Set(refusals.map((each) => toldOf(each)[1]));
  const more = ofJobs?.refusals.filter((each) => !told.has(toldOf(each)[1])) ?? [];
  const broken = BROKEN.find(([, group]) => group.every((each) => refusals.includes(each)));
  const own = refusals.filter((each) => broken?.[1].includes(each) !== true);
  const lines = [
    ...(own.length === 0 ? [] : [refusalLine("Refused with", own)]),
    ...(more.length === 0 ? [] : [refusalLine("Jobs also with", more)]),
    ...(broken === undefined ? [] : [`[A broken ${broken[0]}](#errors) has codes of its own.`]),
  ];
  return lines.length === 0 ? [] : ["", lines.join(" ")];
}

/** What is told once, and not with every route that takes such a body. */
const BROKEN: readonly (readonly [body: string, refusals: readonly Refused[]])[] = [
  ["JSON body", JSON_BODY],
  ["form", FORM_BODY],
];

function headerLines({ headers }: Route): string[] {
  const lines = Object.entries(headers ?? {}).map(([name, meaning]) => `- \`${name}\`: ${meaning}`);
  return lines.length === 0 ? [] : ["", "It heeds", "", ...lines];
}

function answerLines({ answers }: Route, fields: (schema: MessageSchema) => readonly Field[]): string[] {
  const bare = answers
    .filter(({ schema }) => schema === undefined)
    .map((each) => `${withHeaders(each)}: ${each.description}`);
  const whole = answers.flatMap((each) => {
    if (each.schema === undefined) return [];
    return titled(`Answer ${withHeaders(each)}:`, answerTable, fields(messageSchema(each.schema, "output")));
  });
  return bare.length === 0 ? whole : [...whole, "", `Answer ${bare.join("; ")}.`];
}

function withHeaders({ status, headers = [] }: RouteAnswer): string {
  return headers.length === 0 ? String(status) : `${status} with ${headers.map((each) => `\`${each}\``).join(", ")}`;
}

function titled(title: string, inTable: (fields: readonly Field[]) => string[], fields: readonly Field[]): string[] {
  return fields.length === 0 ? [] : ["", title, "", ...inTable(fields)];
}

/** The fields of both kinds of run; what one of them has alone says so. */
function ofEither([temporary = [], jobs]: readonly (readonly Field[])[]): Field[] {
  if (jobs === undefined) return [...temporary];
  const without = (others: readonly Field[], whose: string, fields: readonly Field[]): Field[] =>
    fields
      .filter(({ path }) => !others.some((each) => each.path === path))
      .map((field) => ({ ...field, meaning: `${whose}: ${field.meaning}` }));
  const shared = temporary.filter(({ path }) => jobs.some((each) => each.path === path));
  return [...without(temporary, "Jobs alone", jobs), ...without(jobs, "Temporary runs alone", temporary), ...shared];
}
