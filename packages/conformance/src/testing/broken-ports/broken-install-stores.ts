// In which ways can the records of installs break their promise?
import { ok } from "neverthrow";
import type { InstallStore } from "@mayfly/core";
import { createMemoryInstallStore } from "@mayfly/core/memory";
import { describeInstallStore, type InstallStoreUnderTest } from "../../describe-install-store.ts";
import type { Break } from "./break.ts";

function breaking(does: string, noticedBy: string, wrong: (installs: InstallStore) => Partial<InstallStore>): Break {
  const open = async (): Promise<InstallStoreUnderTest> => {
    const installs = createMemoryInstallStore();
    return { installs: { ...installs, ...wrong(installs) }, close: async () => undefined };
  };
  return { does, noticedBy, describe: (name) => describeInstallStore(name, open) };
}

export const BROKEN_INSTALL_STORES: readonly Break[] = [
  breaking("loses an end", "`settle()` ends an install well", (installs) => ({
    settle: async (install) => ok((await installs.find(install.id))._unsafeUnwrap() !== null),
  })),
  breaking("ends an install twice", "`settle()` called twice at once", () => ({ settle: async () => ok(true) })),
  breaking("notes what has ended", "`settle()` ends an install well", (installs) => ({
    note: async (install) => (await installs.note(install)).map(() => true),
  })),
  breaking("lists the newest first", "`open()` lists those that go on", (installs) => ({
    open: async () => (await installs.open()).map((found) => [...found].reverse()),
  })),
  breaking("forgets one that goes on", "`forget()` forgets those that ended before", (installs) => ({
    async forget(before) {
      const open = (await installs.open())._unsafeUnwrap();
      for (const install of open.filter(({ updatedAt }) => updatedAt < before))
        await installs.settle({ ...install, state: { status: "succeeded", action: "install" } });
      return installs.forget(before);
    },
  })),
];
