import { expect, test } from "vitest";
import { DEFAULT_PAGE, listRunsQuerySchema, MAX_PAGE } from "./list-runs.ts";

test("`listRunsQuerySchema` takes an empty query for the first page of all runs", () => {
  expect(listRunsQuerySchema.parse({})).toEqual({ limit: DEFAULT_PAGE });
});

test("`listRunsQuerySchema` takes a status, a cursor, and a limit that is text", () => {
  expect(listRunsQuerySchema.parse({ status: "failed", limit: "200", cursor: "c" })).toEqual({
    status: "failed",
    limit: MAX_PAGE,
    cursor: "c",
  });
});

test("`listRunsQuerySchema` refuses a limit, status, cursor or name that cannot be", () => {
  const wrong = [
    { limit: "0" },
    { limit: "201" },
    { limit: "1.5" },
    { limit: "many" },
    { status: "cleaning" },
    { status: "" },
    { cursor: "" },
    { cursor: "c".repeat(201) },
    { page: "2" },
    { status: ["failed", "queued"] },
  ];
  for (const query of wrong) expect(listRunsQuerySchema.safeParse(query).success, JSON.stringify(query)).toBe(false);
});
