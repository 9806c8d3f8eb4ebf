// What does a log call a bug of the server's own? A failing system is none.
import { finding, type Finding } from "../audit/finding.ts";

export function bugsIn(log: string): readonly Finding[] {
  return log
    .split("\n")
    .filter(
      (line) =>
        /"msg":"[^"]*bug/.test(line) || /^(Error|TypeError|RangeError)/.test(line) || line.includes("REQUEST_INTERNAL"),
    )
    .map((line) => finding("no bug", line.slice(0, 500)));
}
