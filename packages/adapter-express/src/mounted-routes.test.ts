// Does the service have the routes of the table, and no other?
import { ROUTES } from "@mayfly/core/contract";
import { createMemorySkills } from "@mayfly/core/memory";
import type { Router } from "express";
import { afterAll, describe, expect, test } from "vitest";
import { startService } from "./testing/start-service.ts";

const metrics = { contentType: "text/plain", text: () => Promise.resolve("") };
const service = await startService({ skills: createMemorySkills(), http: { metrics } });
afterAll(() => service.close());

const paths = [...new Set(ROUTES.map(({ path }) => path))];

describe("createHttpApp()", () => {
  test.each(paths)("has %s with its methods", async (path) => {
    const address = path.replaceAll("{id}", "x").replaceAll("{path}", "y/z");
    const { headers } = await fetch(`${service.url}${address}`, { method: "OPTIONS" });
    const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method);
    const allow = headers.get("allow")?.split(", ") ?? [];
    expect(allow.filter((each) => !["HEAD", "OPTIONS"].includes(each)).sort()).toEqual([...methods].sort());
    // Another route might answer in its place, so the log is asked which one it was.
    const mounted = String(service.lines.findLast(({ event }) => event === "request")?.fields["route"]);
    expect(mounted.replace(":id", "{id}").replace("*path", "{path}").replace(/\/$/, "")).toBe(path);
  });

  test("has no other route", () => {
    expect(mountedRoutes(service.app.router)).toBe(paths.length);
  });
});

/** How many routes a handler has; one that is a router has others below it. */
function mountedRoutes(handler: object): number {
  const stack = "stack" in handler ? (handler as Router).stack : [];
  return stack.reduce((sum, { route, handle }) => sum + (route === undefined ? mountedRoutes(handle) : 1), 0);
}
