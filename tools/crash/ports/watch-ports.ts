// Which calls do the steps make of their ports? Found by walking the ports, so that a new call is watched from its birth.
import { basename } from "node:path";
import type { Side } from "./point.ts";

/** Hears of every call, just before it is made and just after it has answered. */
export type Watch = (call: string, side: Side) => void;

/**
 * Puts `watch` around every method of every port, and of what a port hands out (an opened file, a log). Changes the
 * objects themselves, because an adapter knows its own again by what they are. Once for each object.
 */
export function watchPorts<P extends object>(ports: P, watch: Watch): P {
  for (const [name, port] of Object.entries(ports) as [string, unknown][]) {
    for (const each of Array.isArray(port) ? (port as unknown[]) : [port]) watchObject(each, name, watch);
  }
  return ports;
}

const watched = new WeakSet<object>();

function watchObject(port: unknown, name: string, watch: Watch): void {
  if (!isPlain(port) || watched.has(port)) return;
  watched.add(port);
  for (const key of methodsOf(port)) {
    const method = port[key] as (...args: unknown[]) => unknown;
    const around = (...args: unknown[]): unknown => {
      const call = `${name}.${key}${moveIn(args)}@${caller()}`;
      watch(call, "before");
      const answer = method.apply(port, args);
      const answered = (value: unknown): unknown => {
        watch(call, "after");
        watchAnswer(value, `${name}.${key}()`, watch);
        return value;
      };
      if (!(answer instanceof Promise)) return answered(answer);
      return answer.then(answered, (reason: unknown) => {
        watch(call, "after");
        throw reason;
      });
    };
    Object.defineProperty(port, key, { value: around, configurable: true, writable: true, enumerable: true });
  }
}

/** What a port handed out, and what that holds, has calls of its own. */
function watchAnswer(answer: unknown, name: string, watch: Watch): void {
  const value = isPlain(answer) && "value" in answer ? answer["value"] : answer;
  if (!isPlain(value)) return;
  if (methodsOf(value).length > 0) watchObject(value, name, watch);
  for (const inner of Object.values(value)) {
    if (isPlain(inner) && methodsOf(inner).length > 0) watchObject(inner, name, watch);
  }
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

function methodsOf(object: Plain): readonly string[] {
  const names = new Set<string>();
  for (let layer: object | null = object; layer !== null && layer !== Object.prototype;) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(layer))) {
      if (typeof value === "function" && name !== "constructor") names.add(name);
    }
    layer = Object.getPrototypeOf(layer) as object | null;
  }
  return [...names];
}

/** A commit is of a move, and one of another move is another call. */
function moveIn([first]: readonly unknown[]): string {
  return isPlain(first) && typeof first["move"] === "string" ? `(${first["move"]})` : "";
}

/** The file that makes the call: the same call of another step is another one. */
function caller(): string {
  const frames = new Error("Where?").stack?.split("\n") ?? [];
  const frame = frames.find((each) => each.includes("/packages/"));
  const file = /([^/(]+)\.[jt]s:\d+:\d+/.exec(frame ?? "")?.[1];
  return file === undefined ? "nobody" : basename(file);
}
