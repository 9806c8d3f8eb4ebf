// Where does everything lie under the data folder? (design §5)
import { join, resolve } from "node:path";
import type { AttemptId, InstallId, LogStream, RunId, UploadPart } from "@mayfly/core";
import { shardName, shardOf } from "./shard-of.ts";

/** What a name says while its content is not whole. */
export const PART_SUFFIX = ".part";

export interface Places {
  readonly tmp: string;
  readonly trash: string;
  readonly runs: string;
  /** Everything temporary of one run. */
  temporary(run: RunId): string;
  upload(run: RunId, attempt: AttemptId): string;
  part(run: RunId, attempt: AttemptId, part: UploadPart): string;
  workspace(run: RunId, attempt: AttemptId): string;
  shard(shard: number): string;
  outputs(run: RunId): string;
  /** Where what a run left is collected, until it is whole. */
  collecting(run: RunId): string;
  log(run: RunId, stream: LogStream): string;
  /** The installed skills, a folder each, which an operator may change by hand. */
  readonly skills: string;
  skill(id: string): string;
  /** The versions of one skill that are not installed any more. */
  archive(id: string): string;
  /** What installs are making, a folder each. */
  readonly installs: string;
  install(install: InstallId): string;
}

/** The layout under one data folder; pure, creates nothing. */
export function placesOf(dataDir: string): Places {
  const data = resolve(dataDir);
  const tmp = join(data, "tmp");
  const runs = join(data, "runs");
  const skills = join(data, "skills");
  const installs = join(tmp, "installs");
  const temporary = (run: RunId): string => join(tmp, run);
  const upload = (run: RunId, attempt: AttemptId): string => join(temporary(run), `upload.${asName(attempt)}`);
  const shard = (number: number): string => join(runs, shardName(number));
  const outputs = (run: RunId): string => join(shard(shardOf(run)), run);
  return {
    tmp,
    trash: join(tmp, "trash"),
    runs,
    temporary,
    upload,
    part: (run, attempt, part) => join(upload(run, attempt), `${part}.zip`),
    workspace: (run, attempt) => join(temporary(run), `work.${asName(attempt)}`),
    shard,
    outputs,
    collecting: (run) => join(outputs(run), `collect${PART_SUFFIX}`),
    log: (run, stream) => join(outputs(run), "logs", `${stream}.txt`),
    skills,
    skill: (id) => join(skills, id),
    archive: (id) => join(data, "skills-archive", id),
    installs,
    install: (install) => join(installs, install),
  };
}

/** An attempt becomes part of a file name, so anything but letters, digits, `-` and `_` is a bug of the caller. */
function asName(attempt: AttemptId): string {
  if (!/^[\w-]{1,64}$/.test(attempt))
    throw new Error(`Cannot name a folder after the attempt ${JSON.stringify(attempt)}.`);
  return attempt;
}
