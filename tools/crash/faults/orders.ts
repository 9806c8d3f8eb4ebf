// How is a process told what is to fail, and how does it tell what it called? By files, since processes of a pool come and go.
import { appendFileSync, closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { URL } from "node:url";
import type { FaultOrder } from "./fault.ts";

// Kept from before anybody breaks them.
const io = { appendFileSync, closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync };

const ORDER = "order.json";
const CALLS = "calls.log";

/** The flag that makes a process take orders from `orders` for what it does in `dataDir`. */
export function breaking(orders: string, dataDir: string): string {
  const preload = new URL("./break-calls.ts", import.meta.url);
  preload.search = new URLSearchParams({ orders, data: dataDir }).toString();
  return `--import=${preload.href}`;
}

/** The other end, for whoever gives orders. */
export interface FaultDesk {
  give(order: Omit<FaultOrder, "id">): void;
  takeBack(): void;
  /** The calls that were written down since the last look, in order. */
  recorded(): readonly string[];
  /** Whether the fault that was ordered last has happened. */
  happened(): boolean;
}

export function openDesk(folder: string): FaultDesk {
  let id = 0;
  const calls = join(folder, CALLS);
  return {
    give(order) {
      id += 1;
      const whole = join(folder, `${ORDER}.new`);
      io.writeFileSync(whole, JSON.stringify({ ...order, id } satisfies FaultOrder));
      io.renameSync(whole, join(folder, ORDER));
    },
    takeBack: () => io.rmSync(join(folder, ORDER), { force: true }),
    recorded() {
      const text = readOr(calls, "");
      io.rmSync(calls, { force: true });
      return text.split("\n").filter((line) => line !== "");
    },
    happened: () => readOr(join(folder, `happened.${id}`), null) !== null,
  };
}

/** The order that holds now, `null` for none. */
export function readOrder(folder: string): FaultOrder | null {
  const text = readOr(join(folder, ORDER), null);
  return text === null ? null : (JSON.parse(text) as FaultOrder);
}

export function writeCall(folder: string, call: string): void {
  io.appendFileSync(join(folder, CALLS), `${call}\n`);
}

/** Says that the fault of an order, or what fails after it, happens now; `false` when it did before, in whatever process. */
export function claim(folder: string, { id }: FaultOrder, what: "happened" | "followed" = "happened"): boolean {
  try {
    io.closeSync(io.openSync(join(folder, `${what}.${id}`), "wx"));
    return true;
  } catch {
    return false;
  }
}

function readOr<T>(path: string, otherwise: T): string | T {
  try {
    return io.readFileSync(path, "utf8");
  } catch {
    return otherwise;
  }
}
