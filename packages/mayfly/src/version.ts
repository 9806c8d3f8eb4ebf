// Which version is this?
import { createRequire } from "node:module";

const manifest = createRequire(import.meta.url)("../package.json") as { readonly version: string };

/** As in the package's manifest. */
export const VERSION = manifest.version;
