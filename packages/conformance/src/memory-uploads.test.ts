// Are memory uploads uploads?
import { createMemoryUploads } from "@mayfly/core/memory";
import { describeUploads } from "./describe-uploads.ts";

describeUploads("createMemoryUploads()", async () => ({
  uploads: createMemoryUploads(),
  close: async () => undefined,
}));
