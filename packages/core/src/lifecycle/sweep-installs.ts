// What does a sweep do about installs? Those that nobody works on any more come to their end. (req D3)
import type { Fault } from "../ports/fault.ts";
import type { InstallId } from "../skill/install.ts";
import type { RegistryContext } from "./registry-context.ts";
import { leftInstalls, settleInstall } from "./settle-install.ts";

export interface InstallSweepReport {
  /** Installs that were left in the middle, or had left files. */
  readonly installs: number;
  /** What could not be done and will be tried again; the log has the reasons. */
  readonly failures: number;
}

export interface InstallSweepOptions {
  /** Tells what would be done, and does nothing. */
  readonly dryRun?: boolean;
  /** Hears of each install when it is about to be settled. */
  readonly tell?: (install: InstallId) => void;
}

/**
 * Lists first and asks afterwards which go on. An install says that it does before it has a record or a file, and never
 * begins again: what is listed and not worked on then is nobody's.
 */
export async function sweepInstalls(
  context: RegistryContext,
  { dryRun = false, tell = () => undefined }: InstallSweepOptions,
): Promise<InstallSweepReport> {
  const { active, ports } = context;
  const report = { installs: 0, failures: 0 };
  const failed = ({ message }: Fault): void => {
    report.failures += 1;
    ports.log.warn("part of a sweep failed and will be tried again", { message });
  };
  const left = await leftInstalls(context);
  if (left.isErr()) failed(left.error);
  // All are asked at once: one that goes on now may be over when those before it are settled, and was never left.
  const begun = left.unwrapOr([]).flatMap((id) => {
    const finish = active.begin(id);
    return finish === null ? [] : [{ id, finish }];
  });
  for (const { id, finish } of begun) {
    try {
      if (active.signal.aborted) continue;
      report.installs += 1;
      tell(id);
      const settled = dryRun ? null : await settleInstall(context, id);
      if (settled?.isErr() === true) failed(settled.error);
    } catch (bug) {
      report.failures += 1;
      ports.log.error("the sweep of an install broke off because of a bug", { install: id, cause: bug });
    } finally {
      finish();
    }
  }
  if (dryRun) return report;
  ports.counters.count("sweep_failures", {}, report.failures);
  if (report.installs > 0) ports.log.info("swept installs", report);
  return report;
}
