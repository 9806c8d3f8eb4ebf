// Validate: a package is judged for whoever asks, and nothing of it stays. (design §7)
import { err, ok, type Result } from "neverthrow";
import type { JudgingTerms } from "../package/judging-terms.ts";
import type { PackageReport } from "../package/report.ts";
import type { Context } from "./context.ts";
import { holdPackage, type PackagePlace } from "./hold-package.ts";
import { refusal, refusalOfFault, type Refusal } from "./refusal.ts";

/**
 * Judges the package that `deliver` puts into its place, by the terms that it answers; its refusal is the answer.
 * Fails as `holdPackage` does.
 */
export function validatePackage(
  context: Context,
  deliver: (place: PackagePlace) => Promise<Result<JudgingTerms, Refusal>>,
  signal: AbortSignal,
): Promise<Result<PackageReport, Refusal>> {
  const { ports, options } = context;
  const { packageLimits } = options;
  return holdPackage(
    context,
    deliver,
    async (pkg, terms, stop) => {
      const report = await ports.judge.judgePackage({ ...terms, package: pkg, packageLimits }, stop);
      if (report.isOk()) return ok(report.value);
      // A judge that was asked to stop answers like one that is out of reach, and that is no fault for the log.
      return err(
        stop.aborted
          ? refusal("REQUEST_UNAVAILABLE", "Judging was broken off.")
          : refusalOfFault(report.error, null, ports.log),
      );
    },
    signal,
  );
}
