// What can be asked of a Mayfly?
import type { Result } from "neverthrow";
import type { ByteSource } from "../bytes/byte-source.ts";
import type { EngineDescription } from "../ports/engine.ts";
import type { Fault } from "../ports/fault.ts";
import type { JudgingTerms } from "../package/judging-terms.ts";
import type { PackageReport } from "../package/report.ts";
import type { Ports } from "../ports/ports.ts";
import type { CacheStats } from "../ports/run-cache.ts";
import type { OpenedFile } from "../ports/run-outputs.ts";
import type { Page, PageQuery } from "../ports/run-store.ts";
import type { Run } from "../run/run.ts";
import type { UploadMark } from "../run/upload-mark.ts";
import { cancelRun, type CanceledRun } from "./cancel-run.ts";
import { cacheStats, clearCache, type ClearedCache } from "./clear-cache.ts";
import { claimUpload } from "./claim-upload.ts";
import { countRefused, countingSession } from "./count-refusals.ts";
import { createContext } from "./create-context.ts";
import { createJob, type CreateJob } from "./create-job.ts";
import { createRun, type CreateRun } from "./create-run.ts";
import { deleteRun } from "./delete-run.ts";
import type { TakenRun } from "./execute-run.ts";
import { findRun, type RunAddress } from "./find-run.ts";
import { findUploaded } from "./find-uploaded.ts";
import type { MayflyOptions } from "./options.ts";
import { findPlaced, listPlaced, type PlacedPage, type PlacedRun } from "./place-in-queue.ts";
import { readBundle, type Bundle } from "./read-bundle.ts";
import { endedRun, listRuns, readArtifact, readLogs, readResult, type EndedRun, type ReadLogs } from "./read-run.ts";
import type { UploadSession } from "./receive-upload.ts";
import { recover } from "./recover.ts";
import type { Refusal } from "./refusal.ts";
import { sweep } from "./sweep.ts";
import type { SweepOptions, SweepReport } from "./sweep-tally.ts";
import type { StagedRun } from "./stage-run.ts";
import { takeRun } from "./take-run.ts";
import { GoingOn } from "./going-on.ts";
import { holdPackage, type PackagePlace } from "./hold-package.ts";
import { validatePackage } from "./validate-package.ts";

/** The life of runs over the ports it was given. Every answer is a value; nothing rejects for reasons of the world. */
export interface Mayfly {
  readonly options: MayflyOptions;

  create(wanted: CreateRun): Promise<Result<Run, Refusal>>;
  /** A run of an installed skill; starts at once unless the skill takes files. */
  createJob(wanted: CreateJob): Promise<Result<Run, Refusal>>;
  /** `mark` is what the client said of its upload, for `findUploaded`. */
  claimUpload(address: RunAddress, mark?: UploadMark | null): Promise<Result<UploadSession, Refusal>>;
  /** The run as it is where an upload with this mark went to it already; `null` where none did. */
  findUploaded(address: RunAddress, mark: UploadMark): Promise<Result<StagedRun | null, Refusal>>;
  cancel(address: RunAddress): Promise<Result<CanceledRun, Refusal>>;
  delete(address: RunAddress): Promise<Result<void, Refusal>>;

  find(address: RunAddress): Promise<Result<Run, Refusal>>;
  list(query: PageQuery): Promise<Result<Page, Refusal>>;
  /** The same with the places of runs in the queue. */
  findPlaced(address: RunAddress): Promise<Result<PlacedRun, Refusal>>;
  listPlaced(query: PageQuery): Promise<Result<PlacedPage, Refusal>>;
  ended(address: RunAddress): Promise<Result<EndedRun, Refusal>>;
  result(address: RunAddress): Promise<Result<OpenedFile, Refusal>>;
  artifact(address: RunAddress, path: string): Promise<Result<OpenedFile, Refusal>>;
  logs(address: RunAddress, offset: number | null): Promise<Result<ReadLogs, Refusal>>;
  bundle(address: RunAddress): Promise<Result<Bundle, Refusal>>;
  engines(): readonly EngineDescription[];
  /** How much the cache holds, and how often it has helped. */
  cacheStats(): Promise<Result<CacheStats, Refusal>>;
  /** Empties the cache; outputs that a run still points to stay. */
  clearCache(): Promise<Result<ClearedCache, Refusal>>;

  /**
   * Judges a package that `deliver` puts into its place, by the terms that it answers. Nothing of it stays; no run has
   * to do with it. An abort of `signal` ends the judging.
   */
  validatePackage(
    deliver: (place: PackagePlace) => Promise<Result<JudgingTerms, Refusal>>,
    signal: AbortSignal,
  ): Promise<Result<PackageReport, Refusal>>;
  /** Holds a package for as long as `use` takes, and removes it then. For an install, which reads it from there. */
  holdPackage<Answer>(
    deliver: (place: PackagePlace) => Promise<Result<void, Refusal>>,
    use: (pkg: ByteSource, signal: AbortSignal) => Promise<Result<Answer, Refusal>>,
    signal: AbortSignal,
  ): Promise<Result<Answer, Refusal>>;

  /** Takes the oldest queued run; whoever takes it must execute it. For workers. */
  take(): Promise<Result<TakenRun | null, Fault>>;
  /** Calls `wake` when a run may have been queued. For workers. */
  onQueued(wake: () => void): () => void;
  /** Hears that a run changed; a hint that may be lost. */
  onChanged(run: Run["id"], listener: () => void): () => void;

  /** Ends what an earlier process left; call it before anybody is listened to. Answers how many runs it mended. */
  recover(): Promise<Result<number, Fault>>;
  /** One sweep; a shard (0–255) of the outputs, or all of them, is looked through for orphans. */
  sweep(part: number | "all", options?: SweepOptions): Promise<SweepReport>;
  /**
   * Ends all work that goes on: runs end as interrupted, uploads are given back, and no new ones begin. Resolves when
   * nothing goes on.
   */
  stop(): Promise<void>;
  /** How many runs and validations are worked on right now. */
  readonly activeRuns: number;
}

export function createMayfly(ports: Ports, options: Partial<MayflyOptions> = {}): Mayfly {
  const context = createContext(ports, options);
  /** What clients asked for and what changes something, beside the work on runs. */
  const changes = new GoingOn();
  return {
    options: context.options,
    create: (wanted) => changes.track(countRefused(ports, createRun(context, wanted))),
    createJob: (wanted) => changes.track(countRefused(ports, createJob(context, wanted))),
    claimUpload: async (address, mark) => {
      const claimed = await countRefused(ports, claimUpload(context, address, mark));
      return claimed.map((session) => countingSession(ports, session));
    },
    findUploaded: (address, mark) => findUploaded(context, address, mark),
    cancel: (address) => changes.track(cancelRun(context, address)),
    delete: (address) => changes.track(deleteRun(context, address)),
    find: (address) => findRun(context, address),
    list: (query) => listRuns(context, query),
    findPlaced: (address) => findPlaced(context, address),
    listPlaced: (query) => listPlaced(context, query),
    ended: (address) => endedRun(context, address),
    result: (address) => readResult(context, address),
    artifact: (address, path) => readArtifact(context, address, path),
    logs: (address, offset) => readLogs(context, address, offset),
    bundle: (address) => readBundle(context, address),
    engines: () => ports.engines.map((engine) => engine.describe()),
    validatePackage: (deliver, signal) => countRefused(ports, validatePackage(context, deliver, signal)),
    holdPackage: (deliver, use, signal) =>
      countRefused(
        ports,
        holdPackage(context, deliver, (pkg, _, stop) => use(pkg, stop), signal),
      ),
    cacheStats: () => cacheStats(context),
    clearCache: () => changes.track(clearCache(context)),
    take: () => takeRun(context),
    onQueued: (wake) => ports.queue.onQueued(wake),
    onChanged: (run, listener) => ports.signals.subscribe(run, listener),
    recover: () => recover(context),
    sweep: (part, how) => sweep(context, part, how),
    async stop() {
      await context.active.stopAll("shutdown");
      await changes.over();
      // What was canceled meanwhile is cleaned.
      await context.active.stopAll("shutdown");
    },
    get activeRuns() {
      return context.active.size;
    },
  };
}
