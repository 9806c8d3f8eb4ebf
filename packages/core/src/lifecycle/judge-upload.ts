// Judge: is the uploaded package good, do inputs and parameters fit it, and which engine runs it? (design §2)
import { err, ok, type Result } from "neverthrow";
import type { PackageContract } from "../package/report.ts";
import type { Fault } from "../ports/fault.ts";
import type { UploadVerdict } from "../package/judge-upload.ts";
import type { OpenedPart } from "../ports/uploads.ts";
import type { Run, RunIn } from "../run/run.ts";
import type { JsonObject } from "../run/json.ts";
import { chooseEngine } from "./choose-engine.ts";
import type { Context } from "./context.ts";
import { refusal, refusalOf, refusalOfFault, type Refusal } from "./refusal.ts";
import { brokenOff } from "./upload-refusals.ts";
import { withUpload } from "./with-upload.ts";

/**
 * A refusal during the upload, and what becomes of the run: it ends, it awaits another try, or somebody else has decided
 * its end, and cleans.
 */
export interface UploadRefusal {
  readonly refusal: Refusal;
  readonly fate: "ends" | "awaits" | "decided";
}

export interface JudgedUpload {
  readonly contract: PackageContract;
  readonly engine: string;
  readonly parameter: JsonObject;
  readonly warnings: Run["warnings"];
}

/** Content that is refused ends the run; a fault of ours does not. */
export async function judgeUpload(
  context: Context,
  run: RunIn<"staging">,
  signal: AbortSignal,
): Promise<Result<JudgedUpload, UploadRefusal>> {
  const { ports } = context;
  const verdict = await withUpload(context, run.id, run.state.attempt, (pkg, inputs) =>
    ask(context, run, pkg, inputs, signal),
  );
  if (verdict.isErr()) {
    // A judge that was asked to stop answers like one that is out of reach, and that is no fault for the log.
    const why = signal.aborted ? brokenOff(run.id, signal) : refusalOfFault(verdict.error, run.id, ports.log);
    return err({ refusal: why, fate: "awaits" });
  }
  const { report, problems, parameter } = verdict.value;
  const all = [...report.problems, ...problems];
  if (!report.valid || report.package === null || problems.some((each) => each.severity === "error")) {
    return err({ refusal: refusalOf(all, run.id), fate: "ends" });
  }
  const engine = chooseEngine(ports.engines, run.request.engine, report.package);
  if (engine.isErr())
    return err({ refusal: refusal(engine.error.code, engine.error.message, { run: run.id }), fate: "ends" });
  const warnings = all.map(({ code, message }) => ({ code, message }));
  return ok({ contract: report.package, engine: engine.value.name, parameter, warnings });
}

function ask(
  { ports, options }: Context,
  run: RunIn<"staging">,
  pkg: OpenedPart,
  inputs: OpenedPart | null,
  signal: AbortSignal,
): Promise<Result<UploadVerdict, Fault>> {
  const { packageLimits, inputLimits, profile } = options;
  const { packageSha256 } = run.state;
  const { parameter } = run.request;
  const upload = { package: pkg, packageSha256, packageLimits, inputs, inputLimits, parameter, profile };
  return ports.judge.judgeUpload(upload, signal);
}
