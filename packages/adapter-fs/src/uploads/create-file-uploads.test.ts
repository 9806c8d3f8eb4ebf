// Are file uploads uploads?
import { describeUploads } from "@mayfly/conformance";
import { freshDataFolder } from "../testing/fresh-data-folder.ts";
import { createFileUploads } from "./create-file-uploads.ts";

describeUploads("createFileUploads()", async () => {
  const data = await freshDataFolder();
  return { uploads: createFileUploads(data.path), close: data.close, unavailable: data.takeAway };
});
