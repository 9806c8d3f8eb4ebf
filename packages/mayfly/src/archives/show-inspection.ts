// How does an inspection look to a person?
import { styleText } from "node:util";
import { escapeForDisplay } from "@mayfly/core";
import { size } from "../demo/screen.ts";
import { numberOfFiles } from "./number-of-files.ts";
import type { Finding, Inspection } from "./inspection.ts";

type Style = Parameters<typeof styleText>[0];
export type Paint = (style: Style, text: string) => string;

/** Paints for `stream`: nothing where it is no terminal or `NO_COLOR` is set. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}

/** The verdict in a line, and below it what was found. Nothing of it does anything to a terminal. */
export function showInspection({ file, verdict, problems, normalisations, entries }: Inspection, paint: Paint): string {
  const name = paint("bold", escapeForDisplay(file));
  if (verdict === "refused") {
    return [`${paint("red", "✗ refused ")}  ${name}`, ...findings(problems, paint, "red")].join("\n");
  }
  const files = entries.filter(({ kind }) => kind === "file");
  const bytes = files.reduce((sum, each) => sum + each.size, 0);
  const head = `${paint("green", "✓ accepted")}  ${name}  ${numberOfFiles(files.length)}, ${size(bytes)}`;
  return [head, ...findings(normalisations, paint, "yellow")].join("\n");
}

/** What stands in an accepted archive, a line an entry. */
export function showEntries({ entries }: Inspection, paint: Paint): string {
  return entries
    .map(({ path, kind, size: bytes, sha256 }) =>
      kind === "directory" ? `    ${path}/` : `    ${path}  ${size(bytes)}  ${paint("dim", sha256 ?? "")}`,
    )
    .join("\n");
}

/** At most so many of one code are shown: an archive may have one for each of its entries. */
const MOST_OF_A_CODE = 5;

function findings(all: readonly Finding[], paint: Paint, style: Style): readonly string[] {
  const counts = new Map<string, number>();
  const lines: string[] = [];
  for (const each of all) {
    const count = (counts.get(each.code) ?? 0) + 1;
    counts.set(each.code, count);
    if (count <= MOST_OF_A_CODE) lines.push(finding(each, paint, style));
  }
  for (const [code, count] of counts) {
    if (count > MOST_OF_A_CODE)
      lines.push(`    ${paint(style, code)}  and ${count - MOST_OF_A_CODE} more; --json has all`);
  }
  return lines;
}

function finding({ code, entry, detail }: Finding, paint: Paint, style: Style): string {
  // Problems say in their sentence which entry is meant; normalisations do not.
  const place = entry === null || detail.includes(`"${entry}"`) ? "" : `${escapeForDisplay(entry)}: `;
  return `    ${paint(style, code)}  ${place}${detail}`;
}
