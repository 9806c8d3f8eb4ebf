// In which ways can a place for what runs leave break its promise?
import { ok } from "neverthrow";
import type { RunOutputs } from "@mayfly/core";
import { describeRunOutputs } from "../../describe-run-outputs.ts";
import { memoryRunOutputsUnderTest } from "../memory-run-outputs-under-test.ts";
import type { Break } from "./break.ts";

function breaking(does: string, noticedBy: string, wrong: (outputs: RunOutputs) => Partial<RunOutputs>): Break {
  const create = async () => {
    const under = memoryRunOutputsUnderTest();
    return { ...under, outputs: { ...under.outputs, ...wrong(under.outputs) } };
  };
  return { does, noticedBy, describe: (name) => describeRunOutputs(name, create) };
}

export const BROKEN_RUN_OUTPUTS: readonly Break[] = [
  breaking("loses a byte of a log", "`write()` appends in order", (outputs) => ({
    openLogs: async (run, maxBytes) =>
      (await outputs.openLogs(run, maxBytes)).map((writer) => ({
        ...writer,
        write: (stream, chunk) => writer.write(stream, chunk.length > 3 ? chunk.subarray(1) : chunk),
      })),
  })),
  breaking("begins a log anew", "`openLogs()` goes on after what is there", (outputs) => ({
    async openLogs(run, maxBytes) {
      await outputs.remove(run);
      return outputs.openLogs(run, maxBytes);
    },
  })),
  breaking("marks the end of a log never", "`write()` drops what is past the limit", (outputs) => ({
    openLogs: async (run, maxBytes) => {
      const left = { stdout: maxBytes, stderr: maxBytes };
      return (await outputs.openLogs(run, maxBytes)).map((writer) => ({
        ...writer,
        write(stream, chunk) {
          const kept = chunk.subarray(0, left[stream]);
          left[stream] -= kept.length;
          return writer.write(stream, kept);
        },
      }));
    },
  })),
  breaking("answers a log from its start", "`readLog()` answers a part", (outputs) => ({
    readLog: (run, stream, _, length) => outputs.readLog(run, stream, 0, length),
  })),
  breaking("tells a wrong digest in the manifest", "tells of each file the size and sums", (outputs) => ({
    manifest: async (run) =>
      (await outputs.manifest(run)).map((files) => files?.map((file) => ({ ...file, sha256: "0".repeat(64) })) ?? null),
  })),
  breaking("keeps what it was not told to seal", "drops collected files that it is not given", (outputs) => {
    let collected: Parameters<RunOutputs["seal"]>[2] = [];
    return {
      collect: async (run, attempt, limits, signal) =>
        (await outputs.collect(run, attempt, limits, signal)).map((each) => {
          collected = each.artifacts;
          return each;
        }),
      seal: (run, result) => outputs.seal(run, result, collected),
    };
  }),
  breaking("seals what is gone", "is a fault, not a manifest", (outputs) => ({
    seal: async (run, result, files) => {
      const sealed = await outputs.seal(run, result, files);
      return sealed.isOk() ? sealed : outputs.seal(run, result, []);
    },
  })),
  breaking("verifies without looking", "holds for what was sealed", () => ({ verify: async () => ok(true) })),
  breaking("finds files under other spellings", "knows only paths that the manifest has", (outputs) => ({
    open: (run, path) => outputs.open(run, path.replaceAll("./", "").replaceAll("//", "/")),
  })),
  breaking("streams what there is of a range", "streams any range of a file", (outputs) => ({
    open: async (run, path) =>
      (await outputs.open(run, path)).map((opened) =>
        opened === null
          ? null
          : { ...opened, stream: (start, end) => opened.stream(start, Math.min(end, opened.file.size)) },
      ),
  })),
  breaking("takes an output past the limit", "takes an output of exactly the limit", (outputs) => ({
    collect: (run, attempt, limits, signal) =>
      outputs.collect(run, attempt, { ...limits, maxOutputBytes: limits.maxOutputBytes + 1 }, signal),
  })),
  breaking("keeps inputs unasked", "keeps the inputs only when asked", (outputs) => ({
    collect: (run, attempt, limits, signal) => outputs.collect(run, attempt, { ...limits, keepInputs: true }, signal),
  })),
  breaking("goes on collecting once it is aborted", "takes nothing once it is aborted", (outputs) => ({
    collect: (run, attempt, limits) => outputs.collect(run, attempt, limits, new AbortController().signal),
  })),
  breaking("lists a run in two shards", "`list()` finds each run in exactly one shard", (outputs) => ({
    list: (shard) => outputs.list(shard & 0x7f),
  })),
  breaking("leaves outputs that it should remove", "`remove()` removes everything of one run", (outputs) => ({
    remove: (run) => outputs.measure(run),
  })),
];
