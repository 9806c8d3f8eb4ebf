// Which uploads does the judge of these tests accept? Any zip that fflate can read and that has a SKILL.md; the rules have their own tests.
import { hasError, problem, type Judge, type PackageContract, type PackageReport, type Problem } from "@mayfly/core";
import { unzipSync } from "fflate";
import { ok } from "neverthrow";

export const zipJudge: Judge = {
  async judgeUpload({ package: source, parameter, profile }) {
    const bytes = await source.read(0, source.size);
    const { files, problems } = open(bytes);
    const skill = files.find((name) => name.endsWith("/SKILL.md"));
    const all = skill === undefined && problems.length === 0 ? NOT_A_SKILL : problems;
    const contract = contractOf(skill?.split("/")[0] ?? "", files.length, bytes.length);
    const valid = !hasError(all);
    const report: PackageReport = {
      schema_version: 1,
      valid,
      profile,
      problems: all,
      package: valid ? contract : null,
    };
    return ok({ report, problems: [], parameter });
  },
  async judgeOutput({ output }) {
    return ok({ data: output === null ? null : JSON.parse(new TextDecoder().decode(output)), problems: [] });
  },
};

const NOT_A_SKILL = [
  problem("PACKAGE_SKILL_MD_MISSING", "The package has no SKILL.md.", { entry: "SKILL.md", hint: "Add one." }),
  problem("PACKAGE_RUNNER_MISSING", "The package has no assets/runner.json.", { entry: "assets/runner.json" }),
];

function open(bytes: Uint8Array): { files: string[]; problems: readonly Problem[] } {
  try {
    return { files: Object.keys(unzipSync(bytes)), problems: [] };
  } catch {
    return {
      files: [],
      problems: [problem("ARCHIVE_NO_END_RECORD", "This is not a zip archive, or its end was cut off.")],
    };
  }
}

function contractOf(id: string, files: number, bytes: number): PackageContract {
  return {
    id,
    name: id,
    version: null,
    description: "Echoes.",
    engines: ["script"],
    entrypoint: { script: "scripts/main.mjs", prompts: {} },
    schemas: { input: "assets/i.json", parameter: "assets/p.json", output: "assets/o.json" },
    inputs: [],
    artifacts: [],
    files,
    bytes,
  };
}
