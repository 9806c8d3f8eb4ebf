// What did a sweep do, or what would it do?
import type { Result } from "neverthrow";
import type { Fault } from "../ports/fault.ts";
import type { Removal } from "../ports/removal.ts";
import type { RunId } from "../run/run-id.ts";
import type { Context } from "./context.ts";

/** One thing that a sweep does about one run, or about files under its name. */
export interface SweepAction {
  readonly action:
    /** The upload never came: the run ends. */
    | "expire_upload"
    /** Temporary files go that were retained, or that could not be removed before. */
    | "remove_temporary_files"
    /** A run goes with its outputs: their retention is over. */
    | "forget_run"
    /** A run that says that it is worked on, while nobody does, comes to its end or awaits its upload again. */
    | "mend_run"
    /** Temporary files go that no run needs. */
    | "remove_orphaned_files"
    /** Outputs go that no run and no entry of the cache points to. */
    | "remove_orphaned_outputs";
  readonly run: RunId;
}

/** What one sweep did, in runs; files and bytes are those of orphans and of late removals. */
export interface SweepReport {
  readonly expired: number;
  readonly removed: number;
  readonly forgotten: number;
  readonly mended: number;
  /** Entries of the cache. */
  readonly uncached: number;
  /** Request keys whose time was over. */
  readonly keys: number;
  readonly orphans: number;
  readonly files: number;
  readonly bytes: number;
  /** What could not be done and will be tried again; the log has the reasons. */
  readonly failures: number;
}

export interface SweepOptions {
  /** Tells what would be done, and does nothing. Not told: the trash, the cache, request keys, and jobs that wait for an equal one. */
  readonly dryRun?: boolean;
  /** Hears of each action when it is about to be done. */
  readonly tell?: (action: SweepAction) => void;
}

/** One sweep that goes on. */
export class SweepTally {
  readonly context: Context;
  readonly dryRun: boolean;
  readonly #tell: (action: SweepAction) => void;
  readonly report: { -readonly [K in keyof SweepReport]: SweepReport[K] } = {
    expired: 0,
    removed: 0,
    forgotten: 0,
    mended: 0,
    uncached: 0,
    keys: 0,
    orphans: 0,
    files: 0,
    bytes: 0,
    failures: 0,
  };

  constructor(context: Context, { dryRun = false, tell = () => undefined }: SweepOptions) {
    this.context = context;
    this.dryRun = dryRun;
    this.#tell = tell;
  }

  /** Tells of an action; whether it is to be done. */
  begins(action: SweepAction["action"], run: RunId): boolean {
    this.#tell({ action, run });
    return !this.dryRun;
  }

  count(gone: Result<Removal, Fault>): void {
    if (gone.isErr()) return this.failed(gone.error);
    this.report.files += gone.value.files;
    this.report.bytes += gone.value.bytes;
  }

  failed(fault: Fault): void {
    this.report.failures += 1;
    this.context.ports.log.warn("part of a sweep failed and will be tried again", { message: fault.message });
  }

  /**
   * Acts on a run while nobody else does; a run that is worked on is left alone, and so is everything once the server
   * stops. A bug with one spares the others.
   */
  async holding(id: RunId, act: () => Promise<void>): Promise<void> {
    const { active, ports } = this.context;
    const work = active.closed ? null : active.begin(id, "brief");
    if (work === null) return;
    try {
      await act();
    } catch (bug) {
      this.report.failures += 1;
      ports.log.error("the sweep of a run broke off because of a bug", { run: id, cause: bug });
    } finally {
      work.finish();
    }
  }
}
