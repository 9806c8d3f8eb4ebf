// How are the tests run?
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const conditions = ["@mayfly/source"];

export default defineConfig({
  // Vite replaces its own default conditions by what it is given, so those that Node uses are named too; `import` and
  // `require` stay out, because Node gets this list as well and then gives ES modules to whoever requires a package.
  resolve: { conditions: [...conditions, "node", "default"] },
  ssr: { resolve: { conditions: [...conditions, "node", "default"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test-fixtures/**/*.test.ts", "tools/**/*.test.ts", "docs/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    pool: "forks",
    // Threads and programs that a test starts resolve the workspace as the test does.
    execArgv: conditions.map((each) => `--conditions=${each}`),
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      reporter: ["text-summary"],
      reportOnFailure: true,
      include: ["packages/core/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/index.ts", "**/src/testing/**"],
      thresholds: { "packages/core/src/**/*.ts": { statements: 95 } },
    },
  },
});
