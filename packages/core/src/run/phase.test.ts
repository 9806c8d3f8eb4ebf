import { expect, test } from "vitest";
import {
  isOver,
  isTerminal,
  phasesOf,
  PHASES,
  PLACE_HOLDING_PHASES,
  statusOf,
  TERMINAL_PHASES,
  VISIBLE_PHASES,
} from "./phase.ts";

test("`statusOf()` tells a client one of five things about each of the ten phases that it may see", () => {
  expect(Object.fromEntries(VISIBLE_PHASES.map((phase) => [phase, statusOf(phase)]))).toEqual({
    awaiting_upload: "queued",
    receiving: "queued",
    staging: "queued",
    following: "queued",
    queued: "queued",
    running: "running",
    cleaning: "running",
    succeeded: "succeeded",
    failed: "failed",
    canceled: "canceled",
  });
});

test("`phasesOf()` names the phases behind a status, in the order of a run's life", () => {
  expect(phasesOf("queued")).toEqual(["awaiting_upload", "receiving", "staging", "following", "queued"]);
  expect(phasesOf("running")).toEqual(["running", "cleaning"]);
  expect(phasesOf("succeeded")).toEqual(["succeeded"]);
  expect(phasesOf("failed")).toEqual(["failed"]);
  expect(phasesOf("canceled")).toEqual(["canceled"]);
});

test("`isTerminal()` holds for the three ends and for nothing before them", () => {
  expect(PHASES.filter(isTerminal)).toEqual(["succeeded", "failed", "canceled"]);
  expect(TERMINAL_PHASES).toEqual(["succeeded", "failed", "canceled"]);
});

test("a run that is being deleted is over, and to tell a client of it is a bug", () => {
  expect(PHASES.filter(isOver)).toEqual(["succeeded", "failed", "canceled", "deleting"]);
  expect(() => statusOf("deleting")).toThrow("being deleted");
});

test("`PLACE_HOLDING_PHASES` are those between the claim of an upload and the start of the run", () => {
  expect(PLACE_HOLDING_PHASES).toEqual(["receiving", "staging", "queued"]);
});
