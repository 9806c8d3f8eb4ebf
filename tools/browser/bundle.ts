// How does TypeScript become one file for a browser?
import { join } from "node:path";
import { rolldown } from "rolldown";
import { ROOT } from "../run/tool.ts";

export interface Bundled {
  readonly code: string;
  /** What it still imports. */
  readonly imports: readonly string[];
}

/** Bundles `source`, which may import what lies in the workspace, and minifies it. `modules` are found as `./<name>`. */
export async function bundle(source: string, modules: Readonly<Record<string, string>> = {}): Promise<Bundled> {
  const texts = new Map(Object.entries({ ...modules, entry: source }).map(([name, text]) => [idOf(name), text]));
  const build = await rolldown({
    input: idOf("entry"),
    platform: "browser",
    resolve: { conditionNames: ["@mayfly/source", "import", "browser", "default"] },
    plugins: [
      {
        name: "texts",
        resolveId: (id) => [id, idOf(id.replace("./", ""))].find((each) => texts.has(each)) ?? null,
        load: (id) => texts.get(id) ?? null,
      },
    ],
  });
  try {
    const { output } = await build.generate({ format: "iife", name: "bundled", minify: true });
    const [chunk] = output;
    return { code: chunk.code, imports: [...chunk.imports, ...chunk.dynamicImports] };
  } finally {
    await build.close();
  }
}

/** A place in the clone that has no file, so that packages are found from there. */
function idOf(name: string): string {
  return join(ROOT, `tools/browser/virtual/${name}.ts`);
}
