// What does @mayfly/adapter-fs give to the program that wires it?
export { openDataFolder, type DataFolder, type DataFolderRefusal } from "./data-folder/open-data-folder.ts";
export { readFolder, type FolderContent } from "./folder/read-folder.ts";
export { nodeSha256 } from "./digest/node-sha256.ts";
export { threadedSha256 } from "./digest/threaded-sha256.ts";
export { zlibCrc32 } from "./inflate/zlib-crc32.ts";
export { zlibInflate } from "./inflate/zlib-inflate.ts";
export { createFileRunOutputs } from "./outputs/create-file-run-outputs.ts";
export { createPoolJudge } from "./pool/create-pool-judge.ts";
export {
  createWorkerPool,
  DEFAULT_WORKER_POOL_OPTIONS,
  type WorkerPool,
  type WorkerPoolOptions,
} from "./pool/create-worker-pool.ts";
export { createFileSkillCatalog, type FileSkillCatalog } from "./skills/create-file-skill-catalog.ts";
export { createFileSkillInstaller } from "./skills/create-file-skill-installer.ts";
export { openDescriptorSource, type DescriptorSource } from "./system/descriptor-source.ts";
export { createFileUploads } from "./uploads/create-file-uploads.ts";
export { openFileByteSource } from "./uploads/file-byte-source.ts";
export { createFileWorkspaces } from "./workspaces/create-file-workspaces.ts";
export { validateSkillPackageAt, type ValidateAtOptions } from "./validate/validate-skill-package-at.ts";
export { withPackageAt, type PackageAt } from "./validate/with-package-at.ts";
