// Stands in a server, and in each process of its pool, between it and node:fs and node:sqlite: writes calls down, and makes
// one fail. Loaded before anything else, as `--import=…/break-calls.ts?<orders>?<data folder>`.
import childProcess from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { DatabaseSync, StatementSync } from "node:sqlite";
import { URL } from "node:url";
import type { Fault, FaultKind } from "./fault.ts";
import { failureOf, SLOW_MS } from "./failure.ts";
import { nameFileCall, nameQuery } from "./name-call.ts";
import { claim, readOrder, writeCall } from "./orders.ts";

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, unknown>;

const parameters = new URL(import.meta.url).searchParams;
const orders = parameters.get("orders") ?? "";
const dataDir = parameters.get("data") ?? "";
/** Its process id; in a process of its pool, that of the parent. */
const server = Number(parameters.get("server") ?? process.pid);
/** Telling of a close that failed would leave the file open here, which it is not. */
const CLOSES = /^(close|closeSync)$/;
/** Answer whether something is there, and never fail. */
const NEVER_FAIL = new Set(["existsSync"]);

let counted: { id: number; calls: number } = { id: 0, calls: 0 };
/** The order whose fault happened here last. */
let met = 0;

/** Whether this call is to fail now, and how. Where the server is to die instead, this is when. */
function faultFor(call: string): FaultKind | null {
  const order = readOrder(orders);
  if (order === null) return null;
  if (order.records) writeCall(orders, call);
  const { fault } = order;
  if (fault !== null && fault.next === call && met === order.id) {
    const next = claim(orders, order, "followed");
    return next || fault.lasting ? killingFirst(fault) : null;
  }
  if (fault === null || fault.call !== call) return null;
  if (counted.id !== order.id) counted = { id: order.id, calls: 0 };
  counted.calls += 1;
  if (counted.calls < fault.nth) return null;
  const first = claim(orders, order);
  if (!first && !fault.lasting) return null;
  met = order.id;
  return killingFirst(fault);
}

function killingFirst({ kind }: Fault): FaultKind | null {
  if (kind !== "kill") return kind;
  process.kill(server, "SIGKILL");
  return null;
}

const wait = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** A method that answers at once. */
function breakable(
  method: Method,
  callOf: (self: unknown, args: readonly unknown[]) => string | null,
  closes: boolean,
): Method {
  return function broken(...args) {
    const call = callOf(this, args);
    const kind = call === null ? null : faultFor(call);
    if (call === null || kind === null) return method.apply(this, args);
    if (kind === "slow") wait(SLOW_MS);
    else {
      if (closes) method.apply(this, args);
      throw failureOf(call, kind);
    }
    return method.apply(this, args);
  };
}

/** A method that promises. */
function breakableLater(
  method: Method,
  callOf: (self: unknown, args: readonly unknown[]) => string | null,
  closes: boolean,
): Method {
  return function broken(...args) {
    const call = callOf(this, args);
    const kind = call === null ? null : faultFor(call);
    if (call === null || kind === null) return method.apply(this, args);
    return (async () => {
      if (kind === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      else {
        if (closes) await method.apply(this, args);
        throw failureOf(call, kind);
      }
      return method.apply(this, args);
    })();
  };
}

function pathIn([first]: readonly unknown[]): string {
  if (typeof first === "string") return first;
  if (Buffer.isBuffer(first)) return first.toString("latin1");
  return first instanceof URL ? first.pathname : "";
}

const paths = new WeakMap<object, string>();
const descriptors = new Map<number, string>();

function breakFiles(): void {
  const promises = fs.promises as unknown as Methods;
  const methods = fs as unknown as Methods;
  for (const [name, method] of Object.entries(promises)) {
    if (typeof method !== "function" || /^[A-Z]/.test(name)) continue;
    const callOf = (_: unknown, args: readonly unknown[]): string | null => nameFileCall(name, pathIn(args), dataDir);
    promises[name] = breakableLater(method as Method, callOf, false);
  }
  const open = promises["open"] as Method;
  promises["open"] = async (...args: unknown[]) => {
    const handle = (await open.apply(promises, args)) as object;
    paths.set(handle, pathIn(args));
    breakHandles(Object.getPrototypeOf(handle) as Methods);
    return handle;
  };
  for (const [name, method] of Object.entries(methods)) {
    if (typeof method !== "function" || !name.endsWith("Sync") || NEVER_FAIL.has(name)) continue;
    const callOf = (_: unknown, args: readonly unknown[]): string | null => {
      const path = typeof args[0] === "number" ? descriptors.get(args[0]) : pathIn(args);
      return path === undefined ? null : nameFileCall(typeof args[0] === "number" ? `fd ${name}` : name, path, dataDir);
    };
    methods[name] = breakable(method as Method, callOf, CLOSES.test(name));
  }
  const openSync = methods["openSync"] as Method;
  methods["openSync"] = (...args: unknown[]) => {
    const descriptor = openSync.apply(methods, args) as number;
    descriptors.set(descriptor, pathIn(args));
    return descriptor;
  };
}

let handlesAreBroken = false;

function breakHandles(prototype: Methods): void {
  if (handlesAreBroken) return;
  handlesAreBroken = true;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    if (typeof value !== "function" || name === "constructor" || name.startsWith("create")) continue;
    const callOf = (self: unknown): string | null =>
      nameFileCall(`handle ${name}`, paths.get(self as object) ?? "", dataDir);
    prototype[name] = breakableLater(value as Method, callOf, CLOSES.test(name));
  }
}

function breakRecords(): void {
  const databases = DatabaseSync.prototype as unknown as Methods;
  const statements = StatementSync.prototype as unknown as Methods;
  databases["exec"] = breakable(databases["exec"] as Method, (_, [sql]) => nameQuery("exec", String(sql)), false);
  for (const name of ["run", "get", "all"]) {
    const callOf = (self: unknown): string => nameQuery(name, (self as StatementSync).sourceSQL);
    statements[name] = breakable(statements[name] as Method, callOf, false);
  }
}

function breakPool(): void {
  const fork = childProcess.fork as unknown as (
    program: unknown,
    args: unknown,
    options: { execArgv?: string[] },
  ) => unknown;
  const preload = new URL(import.meta.url);
  preload.searchParams.set("server", String(server));
  (childProcess as unknown as Methods)["fork"] = (program: unknown, args: unknown, options: { execArgv?: string[] }) =>
    fork(program, args, { ...options, execArgv: [...(options.execArgv ?? []), `--import=${preload.href}`] });
}

breakFiles();
breakRecords();
breakPool();
syncBuiltinESMExports();
