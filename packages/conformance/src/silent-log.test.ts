// Is a log that says nothing a log?
import { silentLog } from "@mayfly/core/memory";
import { describeLog } from "./describe-log.ts";

describeLog("silentLog", async () => ({ log: silentLog, close: async () => undefined }));
