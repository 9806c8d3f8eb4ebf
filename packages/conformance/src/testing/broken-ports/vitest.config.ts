// How are the suites run over broken ports? Apart from the tests, because here each must fail.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["@mayfly/source"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: "../../../node_modules/.cache/broken-ports",
  resolve: { conditions: [...conditions, "node", "default"] },
  ssr: { resolve: { conditions: [...conditions, "node", "default"] } },
  test: {
    include: ["*.suite.ts"],
    execArgv: conditions.map((each) => `--conditions=${each}`),
    // What takes seconds is left out where a simpler test notices too.
    testNamePattern: /^(?!.*law: (?:outputs of both|whatever JSON))(?!(?!.*empty for a while).*readers see)/u,
  },
});
