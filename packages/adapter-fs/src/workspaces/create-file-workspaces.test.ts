// Are file workspaces workspaces?
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { describeWorkspaces } from "@mayfly/conformance";
import { afterAll } from "vitest";
import { createWorkerPool } from "../pool/create-worker-pool.ts";
import { tolerating } from "../system/attempt-system.ts";
import { freshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileWorkspaces } from "./create-file-workspaces.ts";

const pool = createWorkerPool({ workers: 2 });
afterAll(() => pool.close());

describeWorkspaces("createFileWorkspaces()", async () => {
  const data = await freshDataFolder();
  return {
    workspaces: createFileWorkspaces(data.path, pool),
    read: async (path) => (await tolerating(["ENOENT", "ENOTDIR"], readFile(path))) ?? null,
    async write(path, bytes) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes);
    },
    close: data.close,
    unavailable: data.takeAway,
  };
});
