import { expect, test } from "vitest";
import { LOG_LIMIT_MARK, logRoom } from "./log-limit.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (of: Uint8Array): string => new TextDecoder().decode(of);

test("`logRoom()` takes a chunk that just fits, whole and without a mark", () => {
  expect(text(logRoom(3, bytes("45"), 5))).toBe("45");
});

test("`logRoom()` cuts the chunk that goes over the limit and marks the place", () => {
  expect(text(logRoom(3, bytes("4567"), 5))).toBe(`45${LOG_LIMIT_MARK}`);
});

test("`logRoom()` marks a log that is exactly full when more comes", () => {
  expect(text(logRoom(5, bytes("6"), 5))).toBe(LOG_LIMIT_MARK);
});

test("`logRoom()` takes nothing after the mark", () => {
  expect(logRoom(5 + LOG_LIMIT_MARK.length, bytes("6"), 5)).toHaveLength(0);
});
