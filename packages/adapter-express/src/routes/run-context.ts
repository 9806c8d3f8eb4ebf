// What do the routes of one family of runs share?
import type { Log, Mayfly, RunAddress, RunKind } from "@mayfly/core";
import type { Request, Response } from "express";
import type { BodyPace } from "../body/stall-guard.ts";
import { noteRun } from "../request-log.ts";

export interface RunContext {
  readonly mayfly: Mayfly;
  /** A run of another kind does not exist under these routes. */
  readonly kind: RunKind;
  readonly log: Log;
  readonly bodyPace: BodyPace;
}

/** The run that the path names. */
export function addressOf({ kind }: RunContext, req: Request, res: Response): RunAddress {
  const { id } = req.params;
  const text = typeof id === "string" ? id : "";
  noteRun(res, text.slice(0, 40));
  return { id: text, kind };
}
