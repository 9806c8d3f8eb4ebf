// What can go wrong in a worker?
import { endWithParent } from "../pool/end-with-parent.ts";

endWithParent();

const held: unknown[] = [];

const DEEDS: Readonly<Record<string, () => unknown>> = {
  answer: () => process.pid,
  "take long": () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    return { pid: process.pid, birth: Date.now() - process.uptime() * 1000 };
  },
  loop: () => {
    for (;;) held.length = 0;
  },
  pattern: () => /^(a+)+$/.test(`${"a".repeat(40)}!`),
  "many objects": () => {
    for (;;) held.push({ many: Array.from({ length: 1000 }, () => ({})) });
  },
  "one large array": () => JSON.parse(`[${"0,".repeat(3e7)}0]`),
  recurse: () => {
    const deeper = (depth: number): number => deeper(depth + 1) + 1;
    return deeper(0);
  },
  throw: () => {
    throw new Error("a bug");
  },
  crash: () => {
    queueMicrotask(() => {
      throw new Error("an uncaught bug");
    });
    return undefined;
  },
  "be killed": () => process.kill(process.pid, "SIGKILL"),
  leave: () => process.exit(3),
};

process.on("message", ({ kind }: { readonly kind: string }) => {
  process.send?.({ kind: "begun" });
  try {
    const answer = DEEDS[kind]?.();
    if (kind !== "crash") process.send?.({ kind: "answered", answer });
  } catch (error) {
    if (error instanceof RangeError) process.send?.({ kind: "too_deep" });
    else process.send?.({ kind: "threw", message: String(error), code: null });
  }
});

process.send?.({ kind: "ready" });
