// Which files and dependencies does the house need?
import type { KnipConfig } from "knip";

export default {
  workspaces: {
    ".": {
      entry: [
        "tools/*.ts",
        "tools/{bench,crash,docs,fuzz}/main.ts",
        "tools/bench/*.bench.ts",
        // Each is loaded by a thread of the fuzzer.
        "tools/fuzz/{fuzz-thread,archive-target,testing/*-target}.ts",
        // The server of the crash laboratory, a process of its own, and what stands between it and the system.
        "tools/crash/{lab/lab-server,faults/break-calls}.ts",
        "test-fixtures/archives/write.ts",
      ],
      project: ["*.ts", "{docs,tools,test-fixtures}/**/*.ts"],
      // Named as a plugin, and read as files.
      ignoreDependencies: [
        "@stryker-mutator/vitest-runner",
        "vega-datasets",
        // Of the program on docs/how-to/embed.md, which a test runs.
        "@mayfly/adapter-express",
        "express",
      ],
      // The system's own, where a page names it.
      ignoreBinaries: ["jq"],
    },
    "packages/*": { project: ["src/**/*.ts"] },
    "packages/conformance": {
      // Run by a vitest of their own, in which each must fail.
      entry: ["src/testing/broken-ports/{*.suite,vitest.config}.ts"],
      project: ["src/**/*.ts"],
    },
    "packages/adapter-fs": {
      // Each runs as a process or a thread of its own.
      entry: ["src/**/*-worker.ts", "src/digest/digest-thread.ts"],
      project: ["src/**/*.ts"],
      // The system's own, in tests.
      ignoreBinaries: ["mkfifo", "unshare"],
    },
    "packages/mayfly": {
      project: ["src/**/*.ts"],
      // The system's own, in tests.
      ignoreBinaries: ["unshare"],
    },
  },
  // A type that a function of the same file takes or gives may be named by whoever calls it.
  ignoreExportsUsedInFile: { interface: true, type: true },
} satisfies KnipConfig;
