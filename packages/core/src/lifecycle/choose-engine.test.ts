import { err, ok } from "neverthrow";
import { describe, expect, test } from "vitest";
import type { Engine } from "../ports/engine.ts";
import { A_SKILL } from "../testing/a-run.ts";
import { chooseEngine, unusableEngine } from "./choose-engine.ts";

function engine(name: string, { reason = null as string | null, refuses = null as string | null } = {}): Engine {
  const description = {
    name,
    available: reason === null,
    reason,
    version: null,
    models: null,
    network: "none",
    wall: "none",
  } as const;
  return {
    name,
    describe: () => description,
    refuses: () => refuses,
    execute: async () => ok({ kind: "exited", code: 0 }),
    reap: async () => err({ kind: "unavailable", message: "Never asked." }),
  };
}

const packageFor = (...engines: string[]) => ({ ...A_SKILL.contract, engines });

describe("`unusableEngine()`", () => {
  test("finds nothing against an engine that can run", () => {
    expect(unusableEngine([engine("script"), engine("other")], "other")).toBeNull();
  });

  test("says which engines there are when it was asked for another", () => {
    expect(unusableEngine([engine("script"), engine("other")], "codex")).toMatchObject({
      code: "RUN_ENGINE_UNKNOWN",
      message: "This server has no engine `codex`; it has `script`, `other`.",
    });
  });

  test("gives the reason why an engine cannot run now", () => {
    expect(unusableEngine([engine("script", { reason: "bwrap is missing." })], "script")).toMatchObject({
      code: "RUN_ENGINE_UNAVAILABLE",
      message: "Engine `script` cannot run here now: bwrap is missing.",
    });
  });
});

describe("`chooseEngine()`", () => {
  test("takes the first of the package's engines that can run, whatever the server's order", () => {
    const engines = [engine("c"), engine("b"), engine("a", { reason: "no." })];
    expect(chooseEngine(engines, null, packageFor("a", "b", "c"))._unsafeUnwrap().name).toBe("b");
  });

  test("passes over an engine that refuses the package", () => {
    const engines = [engine("a", { refuses: "No prompt." }), engine("b")];
    expect(chooseEngine(engines, null, packageFor("a", "b"))._unsafeUnwrap().name).toBe("b");
  });

  test("takes the engine that was asked for when the package has it, though it prefers another", () => {
    expect(chooseEngine([engine("a"), engine("b")], "b", packageFor("a", "b"))._unsafeUnwrap().name).toBe("b");
  });

  test("takes any engine for a package that names none", () => {
    const engines = [engine("a", { reason: "no." }), engine("b"), engine("c")];
    expect(chooseEngine(engines, null, packageFor())._unsafeUnwrap().name).toBe("b");
    expect(chooseEngine(engines, "c", packageFor())._unsafeUnwrap().name).toBe("c");
  });

  test("refuses an engine that was asked for and has gone meanwhile", () => {
    const engines = [engine("a", { reason: "It was switched off." })];
    expect(chooseEngine(engines, "a", packageFor("a"))._unsafeUnwrapErr().code).toBe("RUN_ENGINE_UNAVAILABLE");
    expect(chooseEngine(engines, "b", packageFor("a"))._unsafeUnwrapErr().code).toBe("RUN_ENGINE_UNKNOWN");
  });

  test("names both lists when package and server have nothing in common", () => {
    const engines = [engine("a"), engine("b", { reason: "no." })];
    expect(chooseEngine(engines, null, packageFor("c", "b"))._unsafeUnwrapErr()).toMatchObject({
      code: "RUN_ENGINE_NOT_SUPPORTED",
      message: "The package runs on `c`, `b`; this server can run `a`.",
    });
    expect(chooseEngine(engines, "a", packageFor("c"))._unsafeUnwrapErr().message).toBe(
      "The package runs on `c`; this server can run `a`.",
    );
    expect(chooseEngine([], null, packageFor("c"))._unsafeUnwrapErr().message).toBe(
      "The package runs on `c`; this server can run nothing.",
    );
  });

  test("tells why each engine in common refuses the package", () => {
    const engines = [engine("a", { refuses: "It has no script." }), engine("b", { refuses: "It has no prompt." })];
    expect(chooseEngine(engines, null, packageFor("a", "b"))._unsafeUnwrapErr()).toMatchObject({
      code: "RUN_ENGINE_NOT_SUPPORTED",
      message:
        "The package runs on `a`, `b`; this server can run `a`, `b`. `a`: It has no script. `b`: It has no prompt.",
    });
  });
});
