// Is every call of every port a moment, without anybody naming it?
import { describe, expect, test } from "vitest";
import { watchPorts } from "./watch-ports.ts";

/** What a port answers that kept its promise. */
const ok = <T>(value: T): { readonly value: T } => ({ value });

class Store {
  #kept = 0;
  async keep(by: number): Promise<{ readonly value: number }> {
    this.#kept += by;
    return ok(this.#kept);
  }
  now(): number {
    return this.#kept;
  }
}

function seen(): { readonly moments: string[]; readonly watch: (call: string, side: string) => void } {
  const moments: string[] = [];
  return { moments, watch: (call, side) => void moments.push(`${call.split("@")[0]} ${side}`) };
}

describe("`watchPorts()`", () => {
  test("tells of each call before and after, of methods of classes, of functions and in lists", async () => {
    const { moments, watch } = seen();
    const ports = watchPorts(
      { store: new Store(), engines: [{ name: "a", run: () => 7 }], options: { most: 1 } },
      watch,
    );
    expect(await ports.store.keep(2)).toEqual(ok(2));
    expect(ports.store.now()).toBe(2);
    expect(ports.engines[0]?.run()).toBe(7);
    expect(moments).toEqual([
      "store.keep before",
      "store.keep after",
      "store.now before",
      "store.now after",
      "engines.run before",
      "engines.run after",
    ]);
  });

  test("tells of a call that rejects, and gives its reason on", async () => {
    const { moments, watch } = seen();
    const ports = watchPorts({ port: { fail: () => Promise.reject(new Error("gone")) } }, watch);
    await expect(ports.port.fail()).rejects.toThrow("gone");
    expect(moments).toEqual(["port.fail before", "port.fail after"]);
  });

  test("tells of calls of what a port hands out, and leaves it the object that it was", async () => {
    const { moments, watch } = seen();
    const file = { read: async () => "bytes", size: 5 };
    const ports = watchPorts(
      { files: { open: async () => ok(file) }, skills: { pack: async () => ok({ zip: file }) } },
      watch,
    );
    const opened = (await ports.files.open()).value;
    expect(opened).toBe(file);
    await opened.read();
    expect(moments.slice(2)).toEqual(["files.open().read before", "files.open().read after"]);
    // The second to hand it out does not make two calls of one.
    await (await ports.skills.pack()).value.zip.read();
    expect(moments.filter((each) => each.endsWith("read before"))).toHaveLength(2);
  });

  test("keeps commits of different moves apart", () => {
    const { moments, watch } = seen();
    const ports = watchPorts({ runs: { commit: (made: object) => made } }, watch);
    ports.runs.commit({ move: "stage" });
    ports.runs.commit({ move: "end" });
    expect(moments.filter((each) => each.endsWith("before"))).toEqual([
      "runs.commit(stage) before",
      "runs.commit(end) before",
    ]);
  });
});
