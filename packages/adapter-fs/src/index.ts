// What does @mayfly/adapter-fs give to the program that wires it?
export { openDataFolder, type DataFolder, type DataFolderRefusal } from "./data-folder/open-data-folder.ts";
export { createFileRunOutputs } from "./outputs/create-file-run-outputs.ts";
export { createFileUploads } from "./uploads/create-file-uploads.ts";
