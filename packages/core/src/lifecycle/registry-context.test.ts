import { expectTypeOf, test } from "vitest";
import type { Ports } from "../ports/ports.ts";
import type { SkillInstaller } from "../ports/skill-installer.ts";
import type { Context } from "./context.ts";
import type { RegistryContext } from "./registry-context.ts";

// These are checked when the types are: they could not compile were they not true.

test("the steps of a run are given nothing that changes what is installed (req C2)", () => {
  type Writing = { [Name in keyof Ports]-?: Ports[Name] extends SkillInstaller ? Name : never }[keyof Ports];
  expectTypeOf<Writing>().toEqualTypeOf<never>();
  expectTypeOf<Extract<keyof Ports, "installer" | "installs">>().toEqualTypeOf<never>();
  // @ts-expect-error The ports of a run have no installer.
  expectTypeOf<(context: Context) => unknown>().toEqualTypeOf((context: Context) => context.ports.installer);
});

test("a step of the registry cannot be called with what the steps of a run have", () => {
  expectTypeOf<Context>().not.toExtend<RegistryContext>();
  expectTypeOf<RegistryContext["ports"]["installer"]>().toEqualTypeOf<SkillInstaller>();
});
