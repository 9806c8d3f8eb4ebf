// How is what runs leave kept in memory?
import { err, ok } from "neverthrow";
import { tableCrc32 } from "../bytes/crc32.ts";
import type { Removal } from "../ports/removal.ts";
import type { OutputFile, RunOutputs } from "../ports/run-outputs.ts";
import type { RunId } from "../run/run-id.ts";
import { collectInMemory } from "./memory-collect.ts";
import type { MemoryFiles } from "./memory-files.ts";
import { memoryLogWriter, type MemoryLogs } from "./memory-log-writer.ts";
import { createMemoryPower, POWER_CUT, type MemoryPower } from "./memory-power.ts";
import { sha256 } from "./sha256.ts";

interface Kept {
  readonly logs: MemoryLogs;
  /** The logs as they were when they were last closed, or sealed. */
  flushedLogs: MemoryLogs;
  /** Collected or sealed bytes by path. */
  files: Map<string, Uint8Array>;
  manifest: readonly OutputFile[] | null;
}

/**
 * Outputs that are gone when the process ends; they are collected from the workspaces given. Where the power goes off,
 * logs lose what came since they were last closed or sealed.
 */
export function createMemoryRunOutputs(workspaces: MemoryFiles, power: MemoryPower = createMemoryPower()): RunOutputs {
  const runs = new Map<RunId, Kept>();
  const keptOf = (run: RunId): Kept => {
    const kept = runs.get(run) ?? { logs: new Map(), flushedLogs: new Map(), files: new Map(), manifest: null };
    runs.set(run, kept);
    return kept;
  };
  power.onOff(() => {
    for (const [run, kept] of runs) runs.set(run, { ...kept, logs: new Map(kept.flushedLogs) });
  });
  const measure = (run: RunId): Removal => {
    const files = [...(runs.get(run)?.files.values() ?? [])];
    return { files: files.length, bytes: files.reduce((sum, bytes) => sum + bytes.length, 0) };
  };
  return {
    async openLogs(run, maxBytes) {
      const kept = keptOf(run);
      return ok(
        memoryLogWriter(kept.logs, maxBytes, power.watch(), () => {
          kept.flushedLogs = new Map(kept.logs);
        }),
      );
    },
    async readLog(run, stream, offset, length) {
      const bytes = runs.get(run)?.logs.get(stream) ?? new Uint8Array(0);
      const start = Math.min(bytes.length, Math.max(0, offset ?? bytes.length - length));
      return ok({ bytes: bytes.slice(start, start + length), offset: start, size: bytes.length });
    },
    async collect(run, attempt, limits, signal) {
      if (signal.aborted) return err({ kind: "aborted" });
      const { output, files, problems } = collectInMemory(workspaces, run, attempt, limits);
      keptOf(run).files = new Map(files);
      const described = await describe(files);
      const artifacts = described.filter(({ path }) => path.startsWith("artifacts/"));
      const inputs = described.filter(({ path }) => path.startsWith("inputs/"));
      return ok({ output, artifacts, inputs, problems });
    },
    async seal(run, result, files) {
      const isOn = power.watch();
      const kept = keptOf(run);
      const sealed = new Map<string, Uint8Array>();
      for (const { path } of files) {
        const bytes = kept.files.get(path);
        if (bytes === undefined) return err({ kind: "unavailable", message: `The collected file ${path} is gone.` });
        sealed.set(path, bytes);
      }
      sealed.set("result/result.json", new TextEncoder().encode(`${JSON.stringify(result)}\n`));
      for (const [stream, bytes] of kept.logs) sealed.set(`logs/${stream}.txt`, bytes);
      const manifest = await describe(sealed);
      if (!isOn()) return err(POWER_CUT);
      kept.flushedLogs = new Map(kept.logs);
      kept.files = sealed;
      kept.manifest = manifest;
      return ok();
    },
    async manifest(run) {
      return ok(runs.get(run)?.manifest ?? null);
    },
    async open(run, path) {
      const kept = runs.get(run);
      const file = kept?.manifest?.find((each) => each.path === path);
      const bytes = kept?.files.get(path);
      if (file === undefined || bytes === undefined) return ok(null);
      return ok({ file, stream: (start, end) => range(bytes, start, end) });
    },
    async verify(run) {
      const kept = runs.get(run);
      if (kept === undefined || kept.manifest === null) return ok(false);
      const found = new Map((await describe(kept.files)).map((file) => [file.path, file.sha256]));
      return ok(kept.manifest.every(({ path, sha256: told }) => found.get(path) === told));
    },
    async measure(run) {
      return ok(measure(run));
    },
    async remove(run) {
      const removed = measure(run);
      runs.delete(run);
      return ok(removed);
    },
    async list(shard) {
      return ok([...runs.keys()].filter((run) => shardOf(run) === shard));
    },
  };
}

async function describe(files: ReadonlyMap<string, Uint8Array>): Promise<readonly OutputFile[]> {
  const described = [...files].map(async ([path, bytes]) => {
    return { path, size: bytes.length, sha256: await sha256(bytes), crc32: tableCrc32.crc32(bytes) };
  });
  return (await Promise.all(described)).sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function* range(bytes: Uint8Array, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (start < 0 || end > bytes.length || start > end) {
    throw new RangeError(`Cannot read ${start} to ${end}: there are ${bytes.length} bytes.`);
  }
  if (end > start) yield bytes.slice(start, end);
}

/** Any even spread over 0–255 will do. */
function shardOf(run: RunId): number {
  return tableCrc32.crc32(new TextEncoder().encode(run)) & 0xff;
}
