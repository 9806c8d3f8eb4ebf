// How are reports told to a person?
import { escapeForDisplay, type Problem } from "@mayfly/core";
import { paintFor, type Paint } from "../archives/show-inspection.ts";
import type { Excerpt } from "./excerpt.ts";
import type { JudgedPackage } from "./judged-package.ts";
import { fileOf, positionOf } from "./problem-place.ts";
import type { ReportFormat } from "./report-format.ts";
import { showContract } from "./show-contract.ts";
import { showExcerpt } from "./show-excerpt.ts";
import { summaryOf } from "./summary-of.ts";

/** So many of one code are shown of a package: it may have one for each of its entries. */
const MOST_OF_A_CODE = 20;

/** Problems as a compiler tells them, then the verdict; at the end how many packages were good, if there are several. */
export function textFormat(paint: Paint = paintFor(process.stdout)): ReportFormat {
  return {
    judged: (judged) => [...showProblems(judged, paint), ...showVerdict(judged, paint), ""],
    end: (counts) => {
      const { valid, refused, unreadable } = counts;
      return valid + refused + unreadable > 1 ? [summaryOf(counts)] : [];
    },
  };
}

function showProblems(judged: JudgedPackage, paint: Paint): readonly string[] {
  const byCode = Map.groupBy(judged.report.problems, ({ code }) => code);
  const told = new Set([...byCode.values()].flatMap((all) => all.slice(0, MOST_OF_A_CODE)));
  const shown = judged.report.problems.filter((each) => told.has(each));
  const excerpts = judged.excerpts(shown);
  const lines = shown.flatMap((each) => [...showProblem(judged, each, excerpts.get(each) ?? null, paint), ""]);
  for (const [code, all] of byCode) {
    if (all.length > MOST_OF_A_CODE)
      lines.push(`${code}: ${all.length - MOST_OF_A_CODE} more; --format json has all.`, "");
  }
  return lines;
}

function showProblem(
  judged: JudgedPackage,
  problem: Problem,
  excerpt: Excerpt | null,
  paint: Paint,
): readonly string[] {
  const { code, severity, message, hint } = problem;
  const head = paint(severity === "error" ? "red" : "yellow", `${severity}[${code}]`);
  return [
    `${head}: ${paint("bold", escapeForDisplay(message))}`,
    `  ${paint("dim", "at")} ${placeOf(judged, problem)}`,
    ...(excerpt === null ? [] : showExcerpt(excerpt, paint).map((line) => `  ${line}`)),
    ...(hint === null ? [] : [`  ${paint("cyan", "hint:")} ${escapeForDisplay(hint)}`]),
  ];
}

/** `skill.zip: skill/SKILL.md:2:7`; for a folder the file's own path, which terminals make a link of. */
function placeOf(judged: JudgedPackage, problem: Problem): string {
  const file = nameOf(fileOf(judged, problem));
  const { entry } = problem;
  if (judged.isFolder) return `${file}${positionOf(problem)}`;
  return entry === null ? file : `${file}: ${escapeForDisplay(entry)}${positionOf(problem)}`;
}

function showVerdict({ target, report }: JudgedPackage, paint: Paint): readonly string[] {
  const name = paint("bold", nameOf(target));
  const errors = report.problems.filter(({ severity }) => severity === "error").length;
  const counted = [count(errors, "error"), count(report.problems.length - errors, "warning")]
    .filter(Boolean)
    .join(", ");
  const rest = counted === "" ? "" : `  ${counted}`;
  if (!report.valid) return [`${paint("red", "✗ refused")}  ${name}${rest}`];
  const promises = report.package === null ? [] : showContract(report.package, paint);
  return [`${paint("green", "✓ valid")}  ${name}${rest}`, ...promises.map((line) => `  ${line}`)];
}

function nameOf(file: string): string {
  return file === "-" ? "standard input" : escapeForDisplay(file);
}

function count(number: number, what: string): string {
  return number === 0 ? "" : `${number} ${what}${number === 1 ? "" : "s"}`;
}
