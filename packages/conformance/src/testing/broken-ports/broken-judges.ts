// In which ways can a judge break its promise?
import type { Judge } from "@mayfly/core";
import { createMemoryJudge } from "@mayfly/core/memory";
import { describeJudge } from "../../describe-judge.ts";
import type { Break } from "./break.ts";

function breaking(does: string, noticedBy: string, wrong: (judge: Judge) => Partial<Judge>): Break {
  const create = async () => {
    const judge = createMemoryJudge();
    return { judge: { ...judge, ...wrong(judge) }, close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeJudge(name, create) };
}

export const BROKEN_JUDGES: readonly Break[] = [
  breaking("throws at a bad package", "`judgePackage()` gives the library's report", (judge) => ({
    async judgePackage(pkg, signal) {
      const judged = await judge.judgePackage(pkg, signal);
      if (!judged._unsafeUnwrap().valid) throw new Error("What is this?");
      return judged;
    },
  })),
  breaking("knows one profile", "`judgePackage()` judges by profile", (judge) => ({
    judgePackage: (pkg, signal) => judge.judgePackage({ ...pkg, profile: "autoskill" }, signal),
  })),
  breaking("is a fault where a limit is passed", "what is over its limit is an answer", (judge) => ({
    async judgePackage(pkg, signal) {
      if (pkg.package.size > pkg.packageLimits.maxBytes) throw new RangeError("Too large.");
      return judge.judgePackage(pkg, signal);
    },
  })),
  breaking("looks at no parameter", "`judgeUpload()` fills in defaults", (judge) => ({
    judgeUpload: async (upload, signal) =>
      (await judge.judgeUpload({ ...upload, parameter: {} }, signal)).map((verdict) => ({
        ...verdict,
        parameter: upload.parameter,
      })),
  })),
  breaking("lets a missing output pass", "`judgeOutput()` gives what was written", (judge) => ({
    judgeOutput: async (output, signal) =>
      (await judge.judgeOutput(output, signal)).map((verdict) =>
        output.output === null ? { ...verdict, problems: [] } : verdict,
      ),
  })),
  {
    does: "says that aborts end its judging, and judges on",
    noticedBy: "what is aborted before it begins",
    describe: (name) =>
      describeJudge(name, async () => ({ judge: createMemoryJudge(), cancels: true, close: async () => undefined })),
  },
  breaking("throws when it is aborted", "what is aborted before it begins", (judge) => ({
    async judgePackage(pkg, signal) {
      signal.throwIfAborted();
      return judge.judgePackage(pkg, signal);
    },
  })),
  breaking("mixes verdicts that are asked for at once", "verdicts that are asked for at once", (judge) => {
    let last: Promise<unknown> | null = null;
    return {
      judgePackage(pkg, signal) {
        const judged = (last as ReturnType<Judge["judgePackage"]> | null) ?? judge.judgePackage(pkg, signal);
        last = judged;
        void judged.finally(() => {
          last = null;
        });
        return judged;
      },
    };
  }),
];
