// How is an entry of the cache written as a row, and read from one?
import type { CacheEntry, RunId, RunSkill } from "@mayfly/core";
import { numberOf, type Columns } from "./run-row.ts";
import { DamagedRecord } from "./sqlite-fault.ts";

export function columnsOf(entry: CacheEntry): Record<string, string | number> {
  const { key, owner, outputs, skill, createdAt, expiresAt, hits, bytes } = entry;
  const times = { created_at: createdAt, expires_at: expiresAt };
  return { key, owner, outputs, skill: JSON.stringify(skill), ...times, hits, bytes };
}

export function entryOf(columns: Columns): CacheEntry {
  return {
    key: textOf(columns, "key"),
    owner: textOf(columns, "owner"),
    outputs: outputsOf(columns),
    skill: skillOf(columns),
    createdAt: numberOf(columns, "created_at"),
    expiresAt: numberOf(columns, "expires_at"),
    hits: numberOf(columns, "hits"),
    bytes: numberOf(columns, "bytes"),
  };
}

export function outputsOf(columns: Columns): RunId {
  return textOf(columns, "outputs") as RunId;
}

/** The text in `column`; every query names its columns, so anything else is damage. */
export function textOf(columns: Columns, column: string): string {
  const value = columns[column];
  if (typeof value !== "string") throw new DamagedRecord(`column ${column} holds no text`);
  return value;
}

function skillOf(columns: Columns): RunSkill {
  try {
    return JSON.parse(textOf(columns, "skill")) as RunSkill;
  } catch (cause) {
    throw new DamagedRecord("the skill of a cache entry is no JSON", { cause });
  }
}
