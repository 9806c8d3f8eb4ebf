// What must a place for the records of installs promise?
import type { Result } from "neverthrow";
import type { EpochMs } from "../run/epoch-ms.ts";
import type { Install, InstallId } from "../skill/install.ts";
import type { Fault } from "./fault.ts";

export interface InstallStore {
  /** Keeps a newborn install, durably. */
  create(install: Install): Promise<Result<void, Fault>>;
  /** Writes what was found out about an install that goes on, durably: `false` when it has ended or is gone. */
  note(install: Install): Promise<Result<boolean, Fault>>;
  /** Writes the end of an install, durably, once: `false` when it has ended or is gone. */
  settle(install: Install): Promise<Result<boolean, Fault>>;
  find(id: InstallId): Promise<Result<Install | null, Fault>>;
  /** Those that have not ended, oldest first: after a start, what a dead process left. */
  open(): Promise<Result<readonly Install[], Fault>>;
  /** Forgets those that ended before `before`; how many. */
  forget(before: EpochMs): Promise<Result<number, Fault>>;
}
