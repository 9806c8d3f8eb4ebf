// How is a number of files said?

/** `1 file`, `2 files`. */
export function numberOfFiles(count: number): string {
  return `${count} ${count === 1 ? "file" : "files"}`;
}
