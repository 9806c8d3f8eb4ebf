import { expect, test } from "vitest";
import { fillTemplate } from "./fill-template.ts";

test("`fillTemplate()` puts lines where a line asks for them, and leaves braces within a line alone", () => {
  expect(fillTemplate("# A\n\n{{one}}\n\n`{{x}}` stays\n", { one: ["1", "2"] })).toBe("# A\n\n1\n2\n\n`{{x}}` stays\n");
});

test.each([
  ["is asked for and not there", "{{one}}\n{{two}}", { one: [] }, "asks for two"],
  ["is there and not asked for", "{{one}}", { one: [], two: [] }, "no place for: two"],
  ["is asked for twice", "{{one}}\n{{one}}", { one: [] }, "asks twice for one"],
])("`fillTemplate()` throws for what %s", (_what, template, parts, why) => {
  expect(() => fillTemplate(template, parts)).toThrow(why);
});
