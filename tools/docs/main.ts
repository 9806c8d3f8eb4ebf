// Writes the generated reference pages; a test expects them to be up to date.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../run/tool.ts";
import { generatedPages } from "./generate.ts";

for (const [path, text] of Object.entries(generatedPages())) writeFileSync(join(ROOT, path), text);
