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
    return [`${paint("red", "✗ refused ")}  ${name}`, ...problems.map((each) => finding(each, paint, "red"))].join(
      "\n",
    );
  }
  const files = entries.filter(({ kind }) => kind === "file");
  const bytes = files.reduce((sum, each) => sum + each.size, 0);
  const head = `${paint("green", "✓ accepted")}  ${name}  ${numberOfFiles(files.length)}, ${size(bytes)}`;
  return [head, ...normalisations.map((each) => finding(each, paint, "yellow"))].join("\n");
}

/** What stands in an accepted archive, a line an entry. */
export function showEntries({ entries }: Inspection, paint: Paint): string {
  return entries
    .map(({ path, kind, size: bytes, sha256 }) =>
      kind === "directory" ? `    ${path}/` : `    ${path}  ${size(bytes)}  ${paint("dim", sha256 ?? "")}`,
    )
    .join("\n");
}

function finding({ code, entry, detail }: Finding, paint: Paint, style: Style): string {
  // Problems say in their sentence which entry is meant; normalisations do not.
  const place = entry === null || detail.includes(entry) ? "" : `${escapeForDisplay(entry)}: `;
  return `    ${paint(style, code)}  ${place}${detail}`;
}
