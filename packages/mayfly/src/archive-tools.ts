// Which adapters stand behind the commands that work on archives alone? They start without the server's.
export { openDescriptorSource, readFolder, zlibCrc32, zlibInflate } from "@mayfly/adapter-fs";
