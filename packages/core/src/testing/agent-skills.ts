// Which skills does the reference of the Agent Skills standard take, and which does it refuse? (skills-ref 0.1.1)

export interface AgentSkill {
  readonly what: string;
  readonly folder: string;
  readonly file: string;
  readonly text: string;
  /** What the reference says; a test asks it where it is installed. */
  readonly valid: boolean;
}

const good = "name: pdf\ndescription: Reads PDF files.";

function skill(what: string, valid: boolean, frontMatter: string, more: Partial<AgentSkill> = {}): AgentSkill {
  return { what, folder: "pdf", file: "SKILL.md", text: `---\n${frontMatter}\n---\n\n# Steps\n`, valid, ...more };
}

export const AGENT_SKILLS: readonly AgentSkill[] = [
  skill("the smallest skill", true, good),
  skill(
    "every field",
    true,
    `${good}\nlicense: MIT\ncompatibility: git\nmetadata:\n  a: b\nallowed-tools: Read Bash(git:*)`,
  ),
  skill("a field of a vendor", false, `${good}\nversion: 1`),
  skill("no name", false, "description: d"),
  skill("no description", false, "name: pdf"),
  skill("an empty name", false, 'name: ""\ndescription: d'),
  skill("a name without a value", false, "name:\ndescription: d"),
  skill("an empty description", false, "name: pdf\ndescription:"),
  skill("a description of spaces", false, 'name: pdf\ndescription: "  "'),
  skill("a name in capitals", false, "name: PDF\ndescription: d", { folder: "PDF" }),
  skill("a name with an underscore", false, "name: a_b\ndescription: d", { folder: "a_b" }),
  skill("a name that starts with a hyphen", false, "name: -a\ndescription: d", { folder: "-a" }),
  skill("a name that ends with a hyphen", false, "name: a-\ndescription: d", { folder: "a-" }),
  skill("a name with two hyphens", false, "name: a--b\ndescription: d", { folder: "a--b" }),
  skill("a name with a space", false, "name: a b\ndescription: d", { folder: "a b" }),
  skill("a name of letters of any script", true, "name: größe-中文-3\ndescription: d", { folder: "größe-中文-3" }),
  skill("a name with a vowel sign", false, "name: हिन्दी\ndescription: d", { folder: "हिन्दी" }),
  skill("a name that is not composed", true, "name: gro\u0308\u00dfe\ndescription: d".replace("\u00df", "ss"), {
    folder: "größe".replace("ß", "ss"),
  }),
  skill("a name in full width", true, "name: ｐｄｆ\ndescription: d"),
  skill("a name with spaces around it", true, 'name: "  pdf "\ndescription: d'),
  skill("a name that is a number", true, "name: 123\ndescription: d", { folder: "123" }),
  skill("a name that YAML takes for true", true, "name: true\ndescription: d", { folder: "true" }),
  skill("a name of 64 letters", true, `name: ${"a".repeat(64)}\ndescription: d`, { folder: "a".repeat(64) }),
  skill("a name of 65 letters", false, `name: ${"a".repeat(65)}\ndescription: d`, { folder: "a".repeat(65) }),
  skill("another folder", false, good, { folder: "other" }),
  skill("a description of 1024 characters", true, `name: pdf\ndescription: ${"𝕏".repeat(1024)}`),
  skill("a description of 1025 characters", false, `name: pdf\ndescription: ${"x".repeat(1025)}`),
  skill("a description in a block", true, "name: pdf\ndescription: |\n  One.\n  Two.\n"),
  skill("a folded description", true, "name: pdf\ndescription: >-\n  One.\n  Two.\n"),
  skill("a quoted description with a colon", true, 'name: pdf\ndescription: "a: b"'),
  skill("a description with a bare colon", false, "name: pdf\ndescription: a: b"),
  skill("a description that is a list", false, "name: pdf\ndescription:\n  - a"),
  skill("a compatibility of 500 characters", true, `${good}\ncompatibility: ${"x".repeat(500)}`),
  skill("a compatibility of 501 characters", false, `${good}\ncompatibility: ${"x".repeat(501)}`),
  skill("a compatibility that is a list", false, `${good}\ncompatibility:\n  - git`),
  skill("a license that is a list", true, `${good}\nlicense:\n  - MIT`),
  skill("allowed tools as a list", true, `${good}\nallowed-tools:\n  - Read`),
  skill("allowed tools in brackets", false, `${good}\nallowed-tools: [Read]`),
  skill("metadata that is text", true, `${good}\nmetadata: text`),
  skill("metadata in braces", false, `${good}\nmetadata: {a: b}`),
  skill("metadata with a mapping inside", true, `${good}\nmetadata:\n  a:\n    b: c`),
  skill("a comment", true, `# hello\n${good} # there`),
  skill("a key given twice", false, `${good}\nname: pdf`),
  skill("an anchor", false, "name: &a pdf\ndescription: *a"),
  skill("a tag", false, "name: !!str pdf\ndescription: d"),
  skill("a tab for an indent", false, `${good}\nmetadata:\n\ta: b`),
  skill("a tab in a text", false, `${good}\nlicense: a\tb`),
  skill("a tab behind a colon", false, `${good}\nlicense:\tMIT`),
  skill("a tab in quotes", true, `${good}\nlicense: "a\tb"`),
  skill("a tab in a block text", true, `${good}\nlicense: |\n  a\tb`),
  skill("a tab in a comment", true, `${good}\nlicense: MIT # a\tb`),
  skill("a merge", false, `${good}\nmetadata:\n  <<: x`),
  skill("a description of a next line character", false, 'name: pdf\ndescription: "\\x85"'),
  skill("a list for a front matter", false, "- a\n- b"),
  skill("nothing in the front matter", false, ""),
  skill("the file in lower case", true, good, { file: "skill.md" }),
  skill("no SKILL.md", false, good, { file: "README.md" }),
  skill("no front matter", false, good, { text: "# Steps\n" }),
  skill("a front matter that does not end", false, good, { text: `---\n${good}\n` }),
  skill("a byte order mark", false, good, { text: `\uFEFF---\n${good}\n---\n` }),
  skill("lines that end in CRLF", true, good, { text: `---\r\n${good.replace("\n", "\r\n")}\r\n---\r\n# Steps\r\n` }),
  skill("lines that end in CR", true, good, { text: `---\r${good.replace("\n", "\r")}\r---\r# Steps\r` }),
  skill("no line after the front matter", true, good, { text: `---\n${good}\n---` }),
];
