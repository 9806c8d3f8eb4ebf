// How are problems told to tools that read SARIF 2.1.0?
import { escapeForDisplay, PROBLEM_CODES, type Problem, type ProblemCode } from "@mayfly/core";
import { jsonLine } from "../archives/json-line.ts";
import { VERSION } from "../version.ts";
import type { JudgedPackage } from "./judged-package.ts";
import { fileOf, positionOf, uriFromHere } from "./problem-place.ts";
import type { ReportFormat } from "./report-format.ts";

/**
 * One document for the whole call. A problem of a folder has the file and the place in it as its physical location; a
 * problem of an archive has the archive, and the entry with its position as a logical location, since the lines of an
 * entry are none of the archive.
 */
export function sarifFormat(): ReportFormat {
  const rules: ProblemCode[] = [];
  const results: object[] = [];
  return {
    judged(judged) {
      for (const problem of judged.report.problems) {
        if (!rules.includes(problem.code)) rules.push(problem.code);
        results.push(resultOf(judged, problem, rules.indexOf(problem.code)));
      }
      return [];
    },
    end: ({ unreadable }) => [
      jsonLine({
        $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [
          {
            tool: { driver: { name: "mayfly", semanticVersion: VERSION, rules: rules.map(ruleOf) } },
            invocations: [{ executionSuccessful: unreadable === 0 }],
            columnKind: "utf16CodeUnits",
            results,
          },
        ],
      }),
    ],
  };
}

function ruleOf(code: ProblemCode): object {
  // The codes cite the requirement that they come from, which is no help to who mends a package.
  const text = PROBLEM_CODES[code].replace(/ \((?:req|zip) [^)]*\)/, "");
  return { id: code, shortDescription: { text }, help: { text } };
}

function resultOf(judged: JudgedPackage, problem: Problem, ruleIndex: number): object {
  const { code, severity, message, hint } = problem;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: plain(hint === null ? message : `${message} ${hint}`) },
    locations: [locationOf(judged, problem)],
  };
}

function locationOf(judged: JudgedPackage, problem: Problem): object {
  const { entry, line, column, pointer } = problem;
  const region =
    line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } };
  const uri = uriFromHere(fileOf(judged, problem));
  if (judged.isFolder) return { physicalLocation: { artifactLocation: { uri }, ...region } };
  const name = entry === null ? null : escapeForDisplay(entry);
  const logical = {
    ...(pointer === null || pointer === "" ? {} : { name: escapeForDisplay(pointer) }),
    fullyQualifiedName: `${name ?? ""}${positionOf(problem)}`,
    kind: "resource",
  };
  return {
    ...(judged.target === "-" ? {} : { physicalLocation: { artifactLocation: { uri } } }),
    ...(name === null ? {} : { logicalLocations: [logical] }),
  };
}

/** A sentence in which nothing becomes a link: `[text](target)` would (SARIF 3.11.6). */
function plain(text: string): string {
  return text.replaceAll("](", "\\](");
}
