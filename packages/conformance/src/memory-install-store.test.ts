// Is a memory install store an install store?
import { createMemoryInstallStore } from "@mayfly/core/memory";
import { describeInstallStore } from "./describe-install-store.ts";

describeInstallStore("createMemoryInstallStore()", async () => ({
  installs: createMemoryInstallStore(),
  close: async () => undefined,
}));
