// With what do the commands inflate and sum?
import type { EntryCodecs } from "@mayfly/core";
import { zlibCrc32, zlibInflate } from "../archive-tools.ts";

export const CODECS: EntryCodecs = { inflate: zlibInflate, checksum: zlibCrc32 };
