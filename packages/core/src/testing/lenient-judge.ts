// Which judge is quick, for tests in which a thousand runs are judged and nothing is at stake?
import { ok } from "neverthrow";
import type { Judge } from "../ports/judge.ts";
import { A_SKILL } from "./a-run.ts";

/** Takes any upload for the package `demo`, and any output for what it promised. */
export const LENIENT_JUDGE: Judge = {
  async judgeUpload({ parameter, profile }) {
    const contract = { ...A_SKILL.contract, id: "demo" };
    const report = { schema_version: 1, valid: true, profile, problems: [], package: contract } as const;
    return ok({ report, problems: [], parameter });
  },
  async judgeOutput() {
    return ok({ data: { rows: 3 }, problems: [] });
  },
};
