// How do problems become annotations of a GitHub workflow?
import { escapeForDisplay, type Problem } from "@mayfly/core";
import type { JudgedPackage } from "./judged-package.ts";
import { fileOf, fromHere, positionOf } from "./problem-place.ts";
import type { ReportFormat } from "./report-format.ts";
import { summaryOf } from "./summary-of.ts";

/**
 * One workflow command a problem
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands). A problem in an archive is
 * shown at the archive, and its sentence begins with the entry.
 */
export function githubFormat(): ReportFormat {
  return {
    judged: (judged) => judged.report.problems.map((problem) => command(judged, problem)),
    end: (counts) => [summaryOf(counts)],
  };
}

function command(judged: JudgedPackage, problem: Problem): string {
  const { code, severity, entry, line, column, message, hint } = problem;
  const properties = Object.entries({
    file: judged.target === "-" ? null : escapeForDisplay(fromHere(fileOf(judged, problem))),
    line: judged.isFolder ? line : null,
    col: judged.isFolder ? column : null,
    title: code,
  }).flatMap(([name, value]) => (value === null ? [] : [`${name}=${property(String(value))}`]));
  const place = judged.isFolder || entry === null ? "" : `${escapeForDisplay(entry)}${positionOf(problem)}: `;
  const text = `${place}${message}${hint === null ? "" : ` ${hint}`}`;
  return `::${severity} ${properties.join(",")}::${data(text)}`;
}

/** Nothing in it ends the line, or the command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
