import { Template } from "@huggingface/jinja";
import { expect, test } from "vitest";
import { parseTemplate } from "./parse-template.ts";
import { templateNames } from "./template-names.ts";
import { TEMPLATE_FILTERS, TEMPLATE_GLOBALS, TEMPLATE_TESTS } from "./template-vocabulary.ts";

const names = (template: string) => templateNames(parseTemplate(template)._unsafeUnwrap().root);
const variables = (template: string) => [...names(template).variables].toSorted();
const members = (template: string) =>
  Object.fromEntries([...names(template).members].map(([name, each]) => [name, [...each].toSorted()]));

test.each([
  ["{{ a }}{{ b.c }}{{ d['e'] }}{{ f(g, h=i) }}", ["a", "b", "d", "f", "g", "i"]],
  ["{% for x in xs %}{{ x }}{{ loop.index }}{% else %}{{ y }}{% endfor %}", ["loop", "xs", "y"]],
  ["{% for k, v in a.items() %}{{ k }}{{ v }}{% endfor %}", ["a"]],
  ["{% set a = b %}{{ a }}{% set c %}{{ d }}{% endset %}{{ c }}", ["b", "d"]],
  ["{% set ns = namespace(n=0) %}{% set ns.n = m %}{{ ns.n }}", ["m", "namespace"]],
  ["{% macro m(a, b=c) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}", ["c"]],
  ["{% call(u) f(v) %}{{ u }}{{ w }}{% endcall %}", ["f", "v", "w"]],
  ["{% filter upper %}{{ a }}{% endfilter %}{{ b | join(c) }}", ["a", "b", "c"]],
  ["{{ a if b else c }}{{ d if e }}{{ not f }}{{ g ~ -h }}{{ i[j:k] }}", "abcdefghijk".split("")],
  ["{{ [a, (b, c), {d: e}] }}{{ f(*g, **h) }}", "abcdefgh".split("")],
  ["{% if a is defined %}{{ a }}{% endif %}{{ b | default('x') }}{{ c is undefined }}{{ d is odd }}", ["d"]],
])("the variables of %s", (template, expected) => {
  expect(variables(template)).toEqual(expected);
});

test("members are those that are named, and no methods", () => {
  const template = "{{ a.b }}{{ a['c'] }}{{ a[d] }}{{ a.items() }}{{ a.get('x') }}{{ a.e.f }}{% set s = 1 %}{{ s.t }}";
  expect(members(template)).toEqual({ a: ["b", "c", "e"] });
});

test("filters and tests are named with and without arguments", () => {
  const { filters, tests } = names("{{ a | f | g(1) }}{% filter h(2) %}{% endfilter %}{{ a is t }}{{ a is not u }}");
  expect([...filters].toSorted()).toEqual(["f", "g", "h"]);
  expect([...tests].toSorted()).toEqual(["t", "u"]);
});

test("a deep tree is walked without recursion", () => {
  expect(variables(`{{ a${" + a".repeat(250)} }}${"{{ b.c }}".repeat(5000)}`)).toEqual(["a", "b"]);
  expect(variables(`{{ a${".b".repeat(2000)} }}`)).toEqual(["a"]);
});

const SAMPLES = ["[1]", "[{'a': 1}]", "'a'", "1", "{'a': 1}", "true"];
const ARGUMENTS = ["", "('a')", "(attribute='a')", "('a', 'b')", "()"];

test.each(TEMPLATE_FILTERS)("the engine has the filter %s", (filter) => {
  expect(SAMPLES.some((value) => ARGUMENTS.some((args) => renders(`{{ ${value} | ${filter}${args} }}`)))).toBe(true);
});

test.each(TEMPLATE_TESTS)("the engine has the test %s", (name) => {
  expect(SAMPLES.some((value) => renders(`{{ ${value} is ${name} }}`))).toBe(true);
});

test("the engine knows its globals, and of the names of Jinja no more filters than we know", () => {
  const known = TEMPLATE_GLOBALS.filter((name) => !["loop", "caller"].includes(name));
  expect(known.filter((name) => !renders(`{{ 1 if ${name} is defined else raise_exception('') }}`))).toEqual([]);
  const others =
    "attr batch center count d e escape filesizeformat format groupby max min random round select slice sum";
  const found = others.split(" ").filter((filter) => SAMPLES.some((value) => renders(`{{ ${value} | ${filter} }}`)));
  expect(found).toEqual([]);
});

function renders(template: string): boolean {
  try {
    new Template(template).render();
    return true;
  } catch {
    return false;
  }
}
