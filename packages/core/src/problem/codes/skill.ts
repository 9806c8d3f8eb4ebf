// What can be wrong with what is installed, or is to be, as decided in skill/?
export const SKILL_CODES = {
  SKILL_NOT_FOUND: "No skill of this id is installed.",
  SKILL_BROKEN: "The installed skill has problems of its own, so it cannot be run.",
  SKILL_ID_INVALID: "A package whose id cannot name an installed skill, since its folder would be hidden.",
  SKILL_UNREADABLE: "The folder of an installed skill cannot be read, or changes while it is read.",
  SKILL_VERSION_MISSING: "A package without a version, where the skill is installed already. (req G1)",
  SKILL_VERSION_NOT_HIGHER: "A package whose version is not higher than the one that is installed. (req G1)",
  SKILL_INSTALL_NOT_FOUND: "No install has this id.",
  SKILL_INSTALL_FORBIDDEN: "This server does not install over HTTP, because runs could ask it to.",
  SKILL_INSTALL_INTERRUPTED: "The server ended during the install; what was installed before is still there.",
} as const;
