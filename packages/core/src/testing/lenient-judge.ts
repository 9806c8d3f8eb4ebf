// Which judge is quick, for tests in which judging is not at stake?
import { ok } from "neverthrow";
import type { Judge } from "../ports/judge.ts";
import { A_SKILL } from "./a-run.ts";

/** Takes any package and any upload for the package `demo`, which runs on `engines`, and any output for what it promised. */
export function lenientJudge(...engines: readonly string[]): Judge {
  const contract = { ...A_SKILL.contract, id: "demo", engines };
  return {
    async judgePackage({ profile }) {
      return ok({ valid: true, profile, problems: [], package: contract });
    },
    async judgeUpload({ parameter, profile }) {
      return ok({
        report: { valid: true, profile, problems: [], package: contract },
        problems: [],
        parameter,
      });
    },
    async judgeOutput() {
      return ok({ data: { rows: 3 }, problems: [] });
    },
  };
}
