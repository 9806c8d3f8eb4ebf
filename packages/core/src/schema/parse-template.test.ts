import { Template } from "@huggingface/jinja";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTemplate } from "./parse-template.ts";

const fault = (template: string) => parseTemplate(template)._unsafeUnwrapErr();

describe("parseTemplate()", () => {
  test.each([
    "",
    "no tag",
    "{# a comment with {{ and '",
    "{{ a }}{%- if b -%} c {%- endif -%}",
    "{{ {'a': {'b': 1}} }}",
    `{{ "}}" ~ '%}' ~ "\\"}}" }}`,
    "{% for i in range(1000000000) %}{% for j in range(1000000000) %}x{% endfor %}{% endfor %}",
    "{% set x %}text{% endset %}{% macro m(a, b=1) %}{% endmacro %}{% call m(1) %}{% endcall %}",
  ])("agrees with the parser on %j", (template) => {
    expect(parseTemplate(template).isOk()).toBe(parses(template));
  });

  test("agrees with the parser, whatever the template", () => {
    const piece = fc.constantFrom(
      ..."{{|}}|{%|%}|{#|#}|-|{|}|(|)|[|]|'|\"|a|b.c| |\n|1|,|:|not|if|else|for|in|endif|endfor|set|=|is".split("|"),
      "|",
      "\\",
      "{% if a %}",
      "{% endif %}",
      "{% else %}",
      "{% for i in a %}",
      "{% endfor %}",
      "{{ a }}",
      "{{ {'a': {'b': a}} }}",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const template = pieces.join("");
        expect(parseTemplate(template).isOk()).toBe(parses(template));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ["{{ a", 0, "what starts here never ends"],
    ["x {# a", 2, "what starts here never ends"],
    ["x {{ 'a }}", 2, "what starts here never ends"],
    ["a {% if x %}{% for y in z %}{% endfor %} b", 2, "`{% if %}` has no end"],
    ["ok {{ a }} {% include 'x' %}", 11, "unknown statement type: include"],
    ["{{ a }}{{ (a }}", 7, "a part is missing or stands where it cannot stand"],
    ["{{ a }}{{ a $ }}", 7, "unexpected character: $"],
    ["{{ a }}{% endfor %}", 7, "unknown statement type: endfor"],
  ])("tells where %j fails, and why", (template, offset, reason) => {
    expect(fault(template)).toEqual({ offset, reason });
  });

  test("takes what is as deep and long as it may be", () => {
    const deepest = `${"(".repeat(64)}${"not ".repeat(200)}${"-".repeat(50)}a${")".repeat(64)}`;
    const blocks = `${"{% if a %}".repeat(200)}{{ ${deepest} }}${"{% endif %}".repeat(200)}`;
    expect(parseTemplate(blocks).isOk()).toBe(true);
    expect(parseTemplate(`{% if a %}${"{% elif a %}".repeat(199)}{% endif %}`).isOk()).toBe(true);
    expect(parseTemplate("x".repeat(1_000_000)).isOk()).toBe(true);
    expect(parseTemplate("{% set x = 1 %}{% if a %}{% endif %}".repeat(1000)).isOk()).toBe(true);
  });

  test.each([
    ["brackets", `{{ ${"(".repeat(66)}a${")".repeat(66)} }}`],
    ["negations", `{{ ${"not ".repeat(257)}a }}`],
    ["signs", `{{ ${"-".repeat(257)}a }}`],
    ["calls", `{{ a${"()".repeat(300)} }}`],
    ["alternatives in a tag", `{{ a${" if a else a".repeat(257)} }}`],
    ["blocks", `${"{% if a %}".repeat(201)}${"{% endif %}".repeat(201)}`],
    ["alternatives", `{% if a %}${"{% elif a %}".repeat(200)}{% endif %}`],
  ])("refuses too many %s inside each other", (_what, template) => {
    expect(fault(template).reason).toBe("its parts lie too deep inside each other");
  });

  test("refuses tags that are too long", () => {
    expect(fault(`x{{ ${"a".repeat(4096)} }}`)).toEqual({ offset: 1, reason: "a tag is longer than 4096 characters" });
    expect(fault("{{ aaaa }}".repeat(7000)).reason).toBe("its tags have more than 65536 characters together");
  });

  test("ends soon, whatever the template", () => {
    const hostile = [
      "{{".repeat(500_000),
      `{{ a${" ".repeat(4000)}}}`.repeat(16),
      `${" ".repeat(500_000)}{% if a %}`,
      " \n".repeat(500_000),
      "{% generation %} ".repeat(3000),
      `{{${"'a'".repeat(1360)}}}`.repeat(16),
      `{{a${"+a".repeat(255)}}}`.repeat(100),
      "{#".repeat(500_000),
      "{{ ' }}".repeat(100_000),
      "{{-}}".repeat(10_000),
    ];
    // The library alone takes minutes for some of them; a test ends after one.
    for (const template of hostile) expect(parseTemplate(template)).toBeDefined();
  });
});

/** What the parser says by itself. */
function parses(template: string): boolean {
  try {
    return new Template(template).parsed.type === "Program";
  } catch {
    return false;
  }
}
