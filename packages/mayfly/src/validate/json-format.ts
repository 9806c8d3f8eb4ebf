// How are reports written for programs?
import { jsonLine } from "../archives/json-line.ts";
import type { ReportFormat } from "./report-format.ts";

/** One line of JSON a package. */
export function jsonFormat(): ReportFormat {
  return {
    judged: ({ report }) => [jsonLine(report)],
    end: () => [],
  };
}
