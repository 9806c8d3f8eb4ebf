// Digests what is put down on the desk, beside the thread that puts it there.
import { workerData } from "node:worker_threads";
import { deskIn, digestIfWaiting, HELPED, NUMBERS, PUT } from "./desk.ts";

const desk = deskIn(workerData as SharedArrayBuffer);
// What was put down before is the other thread's.
let next = Atomics.load(desk.words, PUT);
Atomics.store(desk.words, HELPED, 1);
for (;;) {
  Atomics.wait(desk.words, PUT, next);
  for (; next !== Atomics.load(desk.words, PUT); next = (next + 1) % NUMBERS) digestIfWaiting(desk, next);
}
