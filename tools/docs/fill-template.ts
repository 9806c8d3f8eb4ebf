// How is a template filled? A line `{{name}}` gives way to the lines of that name.

/** Throws for a name that there are no lines for, and for lines that no place asks for: all has to be told. */
export function fillTemplate(template: string, parts: Readonly<Record<string, readonly string[]>>): string {
  const unused = new Set(Object.keys(parts));
  const filled = template.replaceAll(/^\{\{(.+)\}\}$/gm, (_line, name: string) => {
    const lines = parts[name];
    if (lines === undefined) throw new Error(`The template asks for ${name}, which nothing is known of.`);
    if (!unused.delete(name)) throw new Error(`The template asks twice for ${name}.`);
    return lines.join("\n");
  });
  if (unused.size > 0) throw new Error(`The template has no place for: ${[...unused].join(", ")}.`);
  return filled;
}
