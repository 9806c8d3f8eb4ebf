// `mayfly cache`: what the cache of a data folder holds, and how it is emptied.
import { readConfig } from "../config.ts";
import { openCache, type OpenedCache } from "../cache-tools.ts";
import { numberOfFiles } from "../archives/number-of-files.ts";
import { size } from "../demo/screen.ts";
import { createLogger, toLog } from "../log.ts";
import type { Result } from "neverthrow";

const FAILED = 2;

/** Answers the exit code: 0 told, 2 the data folder cannot be used. */
export function showCacheStats(data: string | undefined, json: boolean): Promise<number> {
  return withCache(data, async (cache) =>
    (await cache.stats()).map(({ entries, hits, bytes }) =>
      json
        ? JSON.stringify({ entries, hits, bytes })
        : `${entries} ${entries === 1 ? "entry" : "entries"}, ${size(bytes)}, ${hits} ${hits === 1 ? "hit" : "hits"}`,
    ),
  );
}

/** Answers the exit code: 0 emptied, 2 the data folder cannot be used, or the server that has it does not answer. */
export function emptyCache(data: string | undefined): Promise<number> {
  return withCache(data, async (cache) =>
    (await cache.clear()).map(
      ({ entries, files, bytes }) =>
        `${entries} ${entries === 1 ? "entry" : "entries"} gone, and with them ${numberOfFiles(files)}, ${size(bytes)}`,
    ),
  );
}

async function withCache(
  data: string | undefined,
  act: (cache: OpenedCache) => Promise<Result<string, string>>,
): Promise<number> {
  const config = readConfig(data === undefined ? {} : { MAYFLY_DATA_DIR: data });
  if (config.isErr()) return complain(config.error);
  const opened = await openCache(config.value.dataDir, toLog(createLogger("silent", false)));
  if (opened.isErr()) return complain([opened.error]);
  try {
    const told = await act(opened.value);
    if (told.isErr()) return complain([told.error]);
    process.stdout.write(`${told.value}\n`);
    return 0;
  } finally {
    opened.value.close();
  }
}

function complain(sentences: readonly string[]): number {
  for (const sentence of sentences) process.stderr.write(`mayfly: ${sentence}\n`);
  return FAILED;
}
