import { expect, test } from "vitest";
import { linesOf, SkillLines } from "./skill-lines.ts";

/** Does work that notes when it begins and ends, and ends when it is told. */
function worker(notes: string[]) {
  return (name: string) => {
    const gate = Promise.withResolvers<void>();
    const work = async (): Promise<string> => {
      notes.push(`${name} begins`);
      await gate.promise;
      notes.push(`${name} ends`);
      return name;
    };
    return { work, end: gate.resolve };
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

test("`SkillLines` let readers go together, and a change alone, in the order of arrival", async () => {
  const lines = new SkillLines();
  const notes: string[] = [];
  const start = worker(notes);
  const [one, two, change, three, four] = ["one", "two", "change", "three", "four"].map(start);
  if (!one || !two || !change || !three || !four) throw new Error("Unreachable.");
  const all = [
    lines.read(["a"], one.work),
    lines.read(["a"], two.work),
    lines.change("a", change.work),
    lines.read(["a", "b"], three.work),
    lines.read(["a"], four.work),
  ];
  await pause();
  expect(notes).toEqual(["one begins", "two begins"]);
  two.end();
  await pause();
  expect(notes).toEqual(["one begins", "two begins", "two ends"]);
  one.end();
  await pause();
  expect(notes.slice(3)).toEqual(["one ends", "change begins"]);
  expect(lines.changes("a")).toBe(0);
  change.end();
  await pause();
  expect(notes.slice(5)).toEqual(["change ends", "three begins", "four begins"]);
  expect(lines.changes("a")).toBe(1);
  three.end();
  four.end();
  expect(await Promise.all(all)).toEqual(["one", "two", "change", "three", "four"]);
});

test("`SkillLines` of another skill are no hindrance, and a failure gives its place free", async () => {
  const lines = new SkillLines();
  const never = lines.change("a", () => new Promise<void>(() => undefined));
  expect(await lines.change("b", async () => 1)).toBe(1);
  await expect(lines.change("b", async () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(lines.read(["b"], async () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await lines.read(["b"], async () => 2)).toBe(2);
  expect(never).toBeInstanceOf(Promise);
});

test("`linesOf()` gives one data folder the same lines", () => {
  expect(linesOf("/data")).toBe(linesOf("/data"));
  expect(linesOf("/data")).not.toBe(linesOf("/other"));
});
