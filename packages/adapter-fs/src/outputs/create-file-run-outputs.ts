// How is what runs leave kept as files?
import { readdir } from "node:fs/promises";
import { err, ok } from "neverthrow";
import { isRunId, type RunOutputs } from "@mayfly/core";
import { placesOf } from "../data-folder/places.ts";
import { shardOf } from "../data-folder/shard-of.ts";
import { attemptSystem, tolerating } from "../system/attempt-system.ts";
import { discard, discarded } from "../trash/discard.ts";
import { measureTrees } from "../trash/measure-trees.ts";
import { collectOutputs } from "./collect-outputs.ts";
import { openFileLogs } from "./file-log-writer.ts";
import { manifestReader } from "./manifest-file.ts";
import { openOutput } from "./open-output.ts";
import { readLog } from "./read-log.ts";
import { sealOutputs } from "./seal-outputs.ts";
import { outputsVerifier } from "./verify-outputs.ts";

/** Outputs under `<dataDir>/runs/<shard>/<run>/`, in a folder that `openDataFolder` prepared. */
export function createFileRunOutputs(dataDir: string): RunOutputs {
  const places = placesOf(dataDir);
  const readManifest = manifestReader(places);
  const verify = outputsVerifier(places, readManifest);
  return {
    openLogs: (run, maxBytes) => attemptSystem("open the logs", () => openFileLogs(places, run, maxBytes)),

    readLog: (run, stream, offset, length) =>
      attemptSystem("read a log", () => readLog(places.log(run, stream), offset, length)),

    async collect(run, attempt, limits, signal) {
      const collected = await attemptSystem("collect the outputs", () =>
        collectOutputs(places, run, attempt, limits, signal),
      );
      return collected.andThen((taken) => (taken === null ? err({ kind: "aborted" } as const) : ok(taken)));
    },

    seal: (run, result, files) => attemptSystem("seal the outputs", () => sealOutputs(places, run, result, files)),

    manifest: (run) => attemptSystem("read a manifest", () => readManifest(run)),

    async open(run, path) {
      const manifest = await attemptSystem("read a manifest", () => readManifest(run));
      return manifest.map((files) => {
        const file = files?.find((each) => each.path === path);
        return file === undefined ? null : openOutput(places.outputs(run), file);
      });
    },

    verify: (run) => attemptSystem("verify outputs", () => verify(run)),

    measure: (run) => attemptSystem("measure outputs", () => measureTrees([places.outputs(run)])),

    remove: (run) => attemptSystem("remove outputs", () => discard(places, run, "outputs", [places.outputs(run)])),

    list: (shard) =>
      attemptSystem("list outputs", async () => {
        const names = (await tolerating(["ENOENT"], readdir(places.shard(shard)))) ?? [];
        const left = (await discarded(places, "outputs")).filter((run) => shardOf(run) === shard);
        return [...new Set([...names.filter(isRunId), ...left])];
      }),
  };
}
