// Is this a name that the Agent Skills standard allows? (agentskills.io, specification; read as its reference does)

/** What is wrong with a name, and how to mend it. */
export interface NameFault {
  readonly message: string;
  readonly hint: string;
}

/** The form in which names are compared and judged: without space around them, and in NFKC. */
export function agentSkillName(text: string): string {
  return text.trim().normalize("NFKC");
}

/** Every rule that `name`, in the form of `agentSkillName`, breaks, except for its length. Letters may be of any script. */
export function agentSkillNameFaults(name: string): NameFault[] {
  const faults: NameFault[] = [];
  const tell = (wrong: boolean, message: string, hint: string): void => {
    if (wrong) faults.push({ message, hint });
  };
  tell(name !== name.toLowerCase(), "The name must be lower case.", `Write it as \`${name.toLowerCase()}\`.`);
  tell(/^-|-$/.test(name), "The name must not start or end with a hyphen.", "Take the hyphen away.");
  tell(name.includes("--"), "The name must not hold two hyphens in a row.", "Leave one of them.");
  tell(
    !/^[\p{L}\p{N}-]*$/u.test(name),
    "The name holds something else than letters, digits and hyphens.",
    "Use letters, digits and hyphens, as in `csv-profile`.",
  );
  return faults;
}
