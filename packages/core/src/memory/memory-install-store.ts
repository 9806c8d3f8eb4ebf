// How are the records of installs kept in memory?
import { err, ok } from "neverthrow";
import type { InstallStore } from "../ports/install-store.ts";
import type { Install, InstallId } from "../skill/install.ts";

/** Records that are gone when the process ends. Every method does its work before it first yields. */
export function createMemoryInstallStore(): InstallStore {
  /** As JSON text, so that no reader holds what another could change. */
  const documents = new Map<InstallId, string>();
  const read = (id: InstallId): Install | null => JSON.parse(documents.get(id) ?? "null") as Install | null;
  const all = (): Install[] => [...documents.keys()].flatMap((id) => read(id) ?? []);
  /** Writes in the place of one that goes on. */
  const replace = (install: Install): boolean => {
    if (read(install.id)?.state.status !== "running") return false;
    documents.set(install.id, JSON.stringify(install));
    return true;
  };

  return {
    async create(install) {
      if (documents.has(install.id)) {
        return err({ kind: "unavailable", message: `Cannot keep install ${install.id}: there is one with this id.` });
      }
      documents.set(install.id, JSON.stringify(install));
      return ok();
    },
    async note(install) {
      return ok(replace(install));
    },
    async settle(install) {
      return ok(replace(install));
    },
    async find(id) {
      return ok(read(id));
    },
    async open() {
      const found = all().filter(({ state }) => state.status === "running");
      return ok(found.sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)));
    },
    async forget(before) {
      const ended = all().filter(({ state, updatedAt }) => state.status !== "running" && updatedAt < before);
      for (const { id } of ended) documents.delete(id);
      return ok(ended.length);
    },
  };
}
