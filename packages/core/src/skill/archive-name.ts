// Under which name does a skill go to the archive?
import { isSkillId } from "./skill-id.ts";

/** What is without a version, or has one that cannot name a folder, since it was put there by hand. */
const UNVERSIONED = "unversioned";

/** The version, or where `isTaken` says that the archive has that already, the version with `~2`, `~3` and so on. */
export function archiveName(version: string | null, isTaken: (name: string) => boolean): string {
  const wanted = version !== null && isSkillId(version) && isSkillId(`${version}~2`) ? version : UNVERSIONED;
  if (!isTaken(wanted)) return wanted;
  for (let count = 2; ; count += 1) {
    const name = `${wanted}~${count}`;
    if (!isTaken(name)) return name;
  }
}
