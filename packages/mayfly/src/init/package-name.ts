// Which names may a new package have?
import { checkPath, DEFAULT_PACKAGE_LIMITS } from "@mayfly/core";

const LONGEST = 64;

/**
 * What is wrong with `name`, as one sentence, or `null`. The rule is that of the Agent Skills standard
 * (https://agentskills.io/specification), so that a package keeps its name under every profile, and whatever no system
 * can hold is out, too.
 */
export function packageNameFault(name: string): string | null {
  if (name.length > LONGEST) return `it has ${name.length} characters, and at most ${LONGEST} are allowed`;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
    return "a name is made of lower-case letters, digits and single hyphens between them, such as `word-count`";
  }
  const [reserved] = checkPath(name, DEFAULT_PACKAGE_LIMITS);
  return reserved === undefined ? null : "some systems keep this name for a device";
}
