import { describe, expect, test } from "vitest";
import { PROBLEM_CODES, type ProblemCode } from "../problem/codes.ts";
import { httpStatus } from "./http-status.ts";
import { messageSchema, type MessageSchema } from "./json-schema.ts";
import { problemDocumentSchema } from "./problem-document.ts";
import { REFUSED_BY_EVERY_ROUTE, refusedStatus } from "./route.ts";
import { ROUTES, routesAt } from "./routes.ts";
import { runRoutes } from "./run-routes.ts";

/** The paths of all properties below `schema` that do not say what they mean. */
function silent(schema: MessageSchema, at = ""): string[] {
  const below = Object.values(schema.$defs ?? {}).flatMap((each) => silent(each, at));
  const inner = [schema.items, ...(schema.anyOf ?? [])].flatMap((each) => (each ? silent(each, at) : []));
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => [
    ...(property.description === undefined ? [`${at}/${name}`] : []),
    ...silent(property, `${at}/${name}`),
  ]);
  return [...own, ...inner, ...below];
}

describe("`ROUTES`", () => {
  test("has each method of a path once", () => {
    const addresses = ROUTES.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test("says in one sentence what each route is for", () => {
    for (const { summary } of ROUTES) expect(summary).toMatch(/^[A-Z][^.]+\.$/);
  });

  test("says of every field what it means", () => {
    const queries = ROUTES.flatMap(({ query }) => (query === undefined ? [] : [messageSchema(query, "input")]));
    const bodies = ROUTES.flatMap(({ body }) => (body === undefined ? [] : [messageSchema(body.schema, "input")]));
    const answers = ROUTES.flatMap(({ answers }) =>
      answers.flatMap(({ schema }) => (schema === undefined ? [] : [messageSchema(schema, "output")])),
    );
    const all = [...queries, ...bodies, ...answers, messageSchema(problemDocumentSchema, "output")];
    expect(all.flatMap((schema) => silent(schema))).toEqual([]);
  });

  test("tells of every code that has a status of its own", () => {
    const codes = Object.keys(PROBLEM_CODES) as ProblemCode[];
    const told = codes.filter((code) =>
      [REFUSED_BY_EVERY_ROUTE, ...ROUTES.map(({ refusals }) => refusals)].some(
        (refusals) => refusedStatus(refusals, code) !== null,
      ),
    );
    const own = codes.filter((code) => httpStatus(code) !== 400);
    // What only the record of an install tells, and what no route has.
    const elsewhere = ["SKILL_VERSION_NOT_HIGHER", "REQUEST_ROUTE_UNKNOWN"];
    expect(own.filter((code) => !told.includes(code))).toEqual(elsewhere);
  });

  test("has the same routes for both kinds of run", () => {
    const suffixes = (kind: "temporary" | "installed") =>
      Object.entries(runRoutes(kind)).map(([name, { method, path }]) => [name, method, path.split("/").slice(3)]);
    expect(suffixes("installed")).toEqual(suffixes("temporary"));
  });
});

describe("`refusedStatus()`", () => {
  test("answers the status of a code, of a code of a room, and of a code with another status here", () => {
    const refusals = ["RUN_NOT_FOUND", "ARCHIVE_*", { code: "RUN_NOT_FINISHED", status: 409 }] as const;
    const codes = ["RUN_NOT_FOUND", "ARCHIVE_GAP", "RUN_NOT_FINISHED", "RUN_FINISHED"] as const;
    expect(codes.map((code) => refusedStatus(refusals, code))).toEqual([404, 400, 409, null]);
  });
});

describe("`routesAt()`", () => {
  test.each([
    ["/v1/jobs", ["POST /v1/jobs", "GET /v1/jobs"]],
    ["/v1/jobs/", ["POST /v1/jobs", "GET /v1/jobs"]],
    ["/v1/jobs/a", ["GET /v1/jobs/{id}", "DELETE /v1/jobs/{id}"]],
    ["/v1/jobs/a/artifacts/b/c", ["GET /v1/jobs/{id}/artifacts/{path}"]],
    ["/v1/skill-packages/install", ["POST /v1/skill-packages/install"]],
    ["/v1/jobs/a/b/c", []],
  ])("%s", (path, routes) => {
    expect(routesAt(path).map((each) => `${each.method} ${each.path}`)).toEqual(routes);
  });
});
