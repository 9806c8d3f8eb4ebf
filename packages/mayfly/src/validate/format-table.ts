// In which forms are reports written?
import type { ReportFormatName } from "./format-names.ts";
import { githubFormat } from "./github-format.ts";
import { jsonFormat } from "./json-format.ts";
import type { ReportFormat } from "./report-format.ts";
import { sarifFormat } from "./sarif-format.ts";
import { textFormat } from "./text-format.ts";

export const REPORT_FORMATS = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
} satisfies Record<ReportFormatName, () => ReportFormat>;
