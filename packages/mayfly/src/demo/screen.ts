// How does the demo look? In a terminal with colour, elsewhere as plain lines.
import { stripVTControlCharacters, styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

export interface Screen {
  title(text: string): void;
  /** One step: when it happened, what it was, and what is worth knowing. */
  step(ms: number, what: string, detail: string): void;
  heading(text: string): void;
  /** Lines as they are, set off from the rest. */
  quote(lines: readonly string[]): void;
  line(text: string): void;
  row(name: string, value: string): void;
}

const NAME_WIDTH = 17;

/** Writes to `stream`; styles are left out where it is no terminal or `NO_COLOR` is set. */
export function createScreen(stream: NodeJS.WriteStream): Screen {
  const paint = (style: Style, text: string): string => styleText(style, text, { stream });
  const write = (text: string): void => {
    stream.write(`${text}\n`);
  };
  return {
    title: (text) => write(`\n${paint("bold", text)}`),
    step(ms, what, detail) {
      const time = `${(ms / 1000).toFixed(2)} s`.padStart(8);
      write(`${paint("dim", time)}  ${paint("cyan", what.padEnd(NAME_WIDTH))}${detail}`);
    },
    heading: (text) => write(`\n${paint("bold", text)}`),
    quote(lines) {
      const bar = paint("dim", "│");
      for (const each of lines) write(`  ${bar} ${stripVTControlCharacters(each)}`);
    },
    line: (text) => write(text),
    row: (name, value) => write(`  ${paint("dim", name.padEnd(NAME_WIDTH))}${value}`),
  };
}

/** `1234567` as `1.2 MB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
