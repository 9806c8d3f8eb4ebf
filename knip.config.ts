// Which files and dependencies does the house need?
import type { KnipConfig } from "knip";

const entry = ["src/index.ts!", "src/**/*-worker.ts!", "src/**/*.test.ts"];

export default {
  workspaces: {
    ".": {
      entry: ["tools/*.ts", "tools/bench/*.bench.ts", "{docs,test-fixtures,tools}/**/*.test.ts"],
      project: ["*.ts", "{docs,tools,test-fixtures}/**/*.ts"],
    },
    "packages/*": { entry, project: ["src/**/*.ts"] },
    "packages/core": { entry: [...entry, "src/memory/index.ts!", "src/contract/index.ts!"], project: ["src/**/*.ts"] },
    "packages/mayfly": { entry: [...entry, "src/main.ts!"], project: ["src/**/*.ts"] },
  },
} satisfies KnipConfig;
