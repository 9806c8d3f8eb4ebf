// Which suites are there for authors of adapters?
export { describeUploads, type UploadsUnderTest } from "./describe-uploads.ts";
