// Which adapters stand behind the commands that work on archives alone? They start without the server's.
export {
  nodeSha256,
  openDescriptorSource,
  readFolder,
  validateSkillPackageAt,
  withPackageAt,
  zlibCrc32,
  zlibInflate,
} from "@mayfly/adapter-fs";
export type { PackageAt } from "@mayfly/adapter-fs";
