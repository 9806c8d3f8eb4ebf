// How are the files of a large package digested while they are inflated?
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Sha256 } from "@mayfly/core";
import {
  DATA_BYTES,
  deskIn,
  digestIfWaiting,
  digestOn,
  HELPED,
  NUMBERS,
  putDown,
  SLOTS,
  STATE,
  stateAt,
  wake,
} from "./desk.ts";
import type { Desk } from "./desk.ts";
import { nodeSha256 } from "./node-sha256.ts";

/** What has so few bytes is digested sooner than it is handed over. */
const FEW_BYTES = 2 * 1024;
/** A thread is worth starting after so many bytes. */
const STARTS_AFTER_BYTES = 1024 * 1024;
/** A thread is woken for so many bytes: that costs as much as digesting some of them. */
const WAKES_FOR_BYTES = 64 * 1024;
/** Milliseconds that a digest may take in the other thread before it is made here. */
const PATIENCE_MS = 1000;

/**
 * `nodeSha256` with a second thread, started after the first megabyte. That thread takes what it can, this one whatever
 * has not been begun when a digest is asked for: a thread that starts late, is starved or dies costs time and no digest.
 */
export const threadedSha256: Sha256 = {
  create: nodeSha256.create,
  of: availableParallelism() > 1 ? ofTwoThreads(deskWithHelper) : nodeSha256.of,
};

/** A file on the desk. */
interface Handed {
  readonly number: number;
  /** Where its bytes begin, counted on as if the desk had no end. */
  readonly begin: number;
  hex: string | null;
}

/** `of` that shares what is on the desk that `start` gives. */
export function ofTwoThreads(start: () => Desk): Sha256["of"] {
  let desk: Desk | null = null;
  let bytesBefore = 0;
  let next = 0;
  let head = 0;
  let bytesUnheard = 0;
  /** Oldest first; whatever it holds needs its slot and its bytes. */
  const handed: Handed[] = [];
  return (bytes) => {
    if (desk === null && (bytesBefore += bytes.length) > STARTS_AFTER_BYTES) desk = start();
    if (desk === null || bytes.length < FEW_BYTES || desk.words[HELPED] !== 1) return nodeSha256.of(bytes);
    takeBack(desk, handed);
    const begin = roomAfter(head, bytes.length);
    const oldest = handed[0]?.begin ?? begin;
    if (handed.length === SLOTS || begin + bytes.length - oldest > DATA_BYTES) return nodeSha256.of(bytes);
    const file: Handed = { number: next, begin, hex: null };
    putDown(desk, next, bytes, begin % DATA_BYTES);
    handed.push(file);
    bytesUnheard += bytes.length;
    if (bytesUnheard >= WAKES_FOR_BYTES) {
      bytesUnheard = 0;
      wake(desk);
    }
    head = begin + bytes.length;
    next = (next + 1) % NUMBERS;
    const on = desk;
    return () => (file.hex ??= digestedOn(on, file.number, next));
  };
}

/** Where so many bytes fit without a break. */
function roomAfter(head: number, length: number): number {
  const left = DATA_BYTES - (head % DATA_BYTES);
  return length <= left ? head : head + left;
}

/** Keeps the oldest digests that are done, so that others may take their places. */
function takeBack(desk: Desk, handed: Handed[]): void {
  for (;;) {
    const [file] = handed;
    if (file === undefined || Atomics.load(desk.words, stateAt(file.number)) !== STATE.done) return;
    file.hex ??= digestOn(desk, file.number);
    handed.shift();
  }
}

/** The digest of file `number`; while the other thread makes it, this one works off the newest, down from `next`. */
function digestedOn(desk: Desk, number: number, next: number): string {
  const slot = stateAt(number);
  digestIfWaiting(desk, number);
  for (let other = next - 1; other > number && Atomics.load(desk.words, slot) === STATE.taken; other -= 1) {
    digestIfWaiting(desk, other);
  }
  while (Atomics.load(desk.words, slot) === STATE.taken) {
    if (Atomics.wait(desk.words, slot, STATE.taken, PATIENCE_MS) !== "timed-out") continue;
    Atomics.compareExchange(desk.words, slot, STATE.taken, STATE.waiting);
    digestIfWaiting(desk, number);
  }
  return digestOn(desk, number);
}

const EXTENSION = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
const THREAD = new URL(`./digest-thread${EXTENSION}`, import.meta.url);

/** A desk at which a thread begins to help soon. */
function deskWithHelper(): Desk {
  const desk = deskIn();
  const leave = (): void => void Atomics.store(desk.words, HELPED, 0);
  new Worker(THREAD, { workerData: desk.memory, env: {} }).on("error", leave).on("exit", leave).unref();
  return desk;
}
