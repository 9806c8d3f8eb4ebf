// How does a text from a stranger's file stand in Markdown without becoming Markdown?

// Control and format characters: they could hide or reorder what a reader sees.
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

// Underscores inside a word mean nothing, and column names are full of them.
const MEANING = /[\\`*[\]<>|~]|&(?=[#\w])|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** A text as running text, every character that would have a meaning there escaped. */
export function plain(text) {
  return text.replace(UNSEEN, " ").replace(MEANING, "\\$&");
}

/** A text as code, also inside a table. */
export function code(text) {
  const clean = text.replace(UNSEEN, "␣").replaceAll("|", "¦");
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = clean.startsWith("`") || clean.endsWith("`") || clean.trim() === "" ? " " : "";
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/**
 * A table.
 * @param {string[]} head
 * @param {string} align one letter a column: l or r
 * @param {string[][]} rows of cells that are Markdown already
 */
export function table(head, align, rows) {
  const rule = Array.from(align, (side) => (side === "r" ? "---:" : ":---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
}
