// In which ways can a catalog, or who installs into it, break a promise?
import { setImmediate } from "node:timers/promises";
import { ok } from "neverthrow";
import type { SkillCatalog, SkillInstaller } from "@mayfly/core";
import { createMemorySkills, type MemorySkills, type SkillFiles } from "@mayfly/core/memory";
import { describeSkillCatalog } from "../../describe-skill-catalog.ts";
import { describeSkillInstaller } from "../../describe-skill-installer.ts";
import type { Break } from "./break.ts";
import { outOfReach } from "./out-of-reach.ts";

const close = async () => undefined;

function breakingCatalog(
  does: string,
  noticedBy: string,
  wrong: (catalog: SkillCatalog) => Partial<SkillCatalog>,
): Break {
  const create = async () => {
    const { catalog, put } = createMemorySkills();
    const putThere = async (id: string, files: SkillFiles | null) => put(id, files);
    return { catalog: { ...catalog, ...wrong(catalog) }, put: putThere, close };
  };
  return { does, noticedBy, describe: (name) => describeSkillCatalog(name, create) };
}

function breakingInstaller(
  does: string,
  noticedBy: string,
  wrong: (installer: SkillInstaller, skills: MemorySkills) => Partial<SkillInstaller>,
): Break {
  const create = async () => {
    const skills = createMemorySkills();
    const installer = { ...skills.installer, ...wrong(skills.installer, skills) };
    const { catalog, breakOff } = skills;
    return { catalog, installer, archived: async (id: string) => skills.archived(id), breakOff, close };
  };
  return { does, noticedBy, describe: (name) => describeSkillInstaller(name, create) };
}

/** Answers faults where it is out of reach, but for `still`. */
function catalogOutOfReach(does: string, still: Partial<SkillCatalog>): Break {
  const create = async () => {
    const { catalog, put } = createMemorySkills();
    const { port, unavailable } = outOfReach(catalog, still);
    return { catalog: port, put: async (id: string, files: SkillFiles | null) => put(id, files), unavailable, close };
  };
  return {
    does,
    noticedBy: "every question is answered by a fault",
    describe: (name) => describeSkillCatalog(name, create),
  };
}

/** Answers faults where it is out of reach, but for `still`. */
function installerOutOfReach(does: string, still: Partial<SkillInstaller>): Break {
  const create = async () => {
    const { catalog, installer, archived } = createMemorySkills();
    const { port, unavailable } = outOfReach(installer, still);
    return { catalog, installer: port, archived: async (id: string) => archived(id), unavailable, close };
  };
  return { does, noticedBy: "every call answers a fault", describe: (name) => describeSkillInstaller(name, create) };
}

const rejecting = async (): Promise<never> => {
  throw new Error("ENOTDIR: not a directory");
};

export const BROKEN_SKILL_CATALOGS: readonly Break[] = [
  breakingCatalog("lists a broken skill as valid", "a broken skill is listed with its problems", (catalog) => ({
    page: async (query) =>
      (await catalog.page(query)).map((page) => ({
        ...page,
        skills: page.skills.map((skill) => ({ ...skill, report: { ...skill.report, valid: true } })),
      })),
  })),
  breakingCatalog("hides a broken skill", "a broken skill is listed with its problems", (catalog) => ({
    page: async (query) =>
      (await catalog.page(query)).map((page) => ({
        ...page,
        skills: page.skills.filter(({ report }) => report.valid),
      })),
  })),
  breakingCatalog("skips a skill between two pages", "`page()` goes through all skills", (catalog) => ({
    page: async (query) =>
      (await catalog.page(query)).map((page) => ({
        ...page,
        nextCursor: page.nextCursor === null ? null : `${page.nextCursor}a`,
      })),
  })),
  breakingCatalog("finds words as they are spelled", "`page()` finds a word in id, name", (catalog) => ({
    page: (query) => catalog.page({ ...query, word: query.word === "ZÄHLT" ? "no such word" : query.word }),
  })),
  breakingCatalog("takes any name for a skill", "a name that is no safe one", (catalog) => ({
    find: (id) => catalog.find(id.replaceAll(/[./]|assets/gu, "")),
  })),
  breakingCatalog("packs what is there when it is read", "`pack()` gives the canonical archive", (catalog) => ({
    pack: async (id) =>
      (await catalog.pack(id)).map((packed) =>
        packed === null
          ? null
          : {
              ...packed,
              package: {
                size: packed.package.size,
                async read(at, length) {
                  const now = (await catalog.pack(id))._unsafeUnwrap()?.package ?? packed.package;
                  return now.read(at, Math.min(length, now.size - at));
                },
              },
            },
      ),
  })),
  catalogOutOfReach("takes a place out of reach for an empty one", {
    page: async () => ok({ skills: [], nextCursor: null }),
  }),
  catalogOutOfReach("takes a skill out of reach for none", { find: async () => ok(null) }),
  catalogOutOfReach("rejects where it is out of reach", { pack: rejecting }),
];

export const BROKEN_SKILL_INSTALLERS: readonly Break[] = [
  breakingInstaller("throws the old version away", "`install()` keeps the version before", (installer, { put }) => ({
    async install(plan, signal) {
      put(plan.id, null);
      return installer.install(plan, signal);
    },
  })),
  breakingInstaller("leaves the place empty for a while", "readers see one version or the next", (installer) => ({
    async install(plan, signal) {
      const removed = (await installer.remove(plan.id, plan.replaces))._unsafeUnwrap();
      await setImmediate();
      return (await installer.install(plan, signal)).map(() => removed ?? { archivedAs: null });
    },
  })),
  breakingInstaller("is deaf to an abort", "`install()` changes nothing under a signal", (installer) => ({
    install: (plan) => installer.install(plan, new AbortController().signal),
  })),
  breakingInstaller("removes a skill for good", "`remove()` takes a skill out of its place", (_, { catalog, put }) => ({
    async remove(id, version) {
      const there = (await catalog.find(id))._unsafeUnwrap();
      put(id, null);
      return ok(there === null ? null : { archivedAs: version ?? "unknown" });
    },
  })),
  breakingInstaller("tells of nothing that was left", "`settle()` ends half an install", () => ({
    left: async () => ok([]),
  })),
  breakingInstaller("always goes on with the new skill", "`settle()` ends half an install", (installer) => ({
    settle: (install) => installer.settle(install, "new"),
  })),
  breakingInstaller("leaves what it has settled", "`settle()` ends half an install", () => ({
    settle: async () => ok(),
  })),
  breakingInstaller("settles over what stands there", "`settle()` keeps what stands", (installer, { put }) => ({
    async settle(install, half) {
      for (const id of ["demo-old", "demo-new"]) put(id, null);
      return installer.settle(install, half);
    },
  })),
  breakingInstaller("settles all at once", "`settle()` keeps what stands", (installer) => ({
    async settle(_, half) {
      for (const each of (await installer.left())._unsafeUnwrap()) (await installer.settle(each, half))._unsafeUnwrap();
      return ok();
    },
  })),
  installerOutOfReach("says that nothing is left where it cannot look", { left: async () => ok([]) }),
  installerOutOfReach("takes what it cannot reach for settled", { settle: async () => ok() }),
  installerOutOfReach("takes a skill out of reach for none", { remove: async () => ok(null) }),
  installerOutOfReach("rejects where it is out of reach", { install: rejecting }),
];
