// What do two messages have in common that say the same of different inputs?

/** The first line of `message` without names and numbers. */
export function messageShape(message: string): string {
  const [first = ""] = message.split("\n", 1);
  return first.replace(/".*"/, "").replaceAll(/\d+/g, "n");
}
