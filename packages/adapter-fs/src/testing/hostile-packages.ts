// Which packages are made to cost their judge much?
import type { ProblemCode } from "@mayfly/core";

export interface HostilePackage {
  readonly what: string;
  /** The codes that it gets, each once; none where it is harmless after all. */
  readonly codes: readonly ProblemCode[];
  readonly files: Readonly<Record<string, Uint8Array>>;
}

interface Parts {
  readonly skillMd?: string;
  readonly parameter?: string;
  readonly template?: string;
  readonly artifacts?: readonly unknown[];
}

/** One for each way that is known. */
export function hostilePackages(): HostilePackage[] {
  const objects = Array.from({ length: 100_000 }, (_, index) => `{"a":${index}}`).join(",");
  const properties = named(20_000, () => "{}");
  const smallObjects = Array.from({ length: 60_000 }, (_, index) => `{"a":${index}}`).join(",");
  const fewObjects = Array.from({ length: 24_000 }, (_, index) => `{"a":${index}}`).join(",");
  return [
    hostile("a pattern that backtracks", [], {
      parameter: `{"properties":{"a":{"pattern":"^(a+)+$","default":"${"a".repeat(50_000)}"}}}`,
    }),
    hostile("a pattern that repeats repeats", ["SCHEMA_PATTERN"], {
      parameter: `{"properties":{"a":{"pattern":"^((((a{1,100}){1,100}){1,100}){1,100})$"}}}`,
    }),
    hostile("allOf doubled 28 times", ["SCHEMA_TOO_COMPLEX"], { parameter: doubledAllOf(28) }),
    hostile("unique items among 100,000 objects as a default", ["SCHEMA_TEXT_TOO_LARGE"], {
      parameter: `{"properties":{"a":{"uniqueItems":true,"default":[${objects}]}}}`,
    }),
    hostile("unique items among 60,000 objects as a default", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"properties":{"a":{"uniqueItems":true,"default":[${smallObjects}]}}}`,
    }),
    hostile("unique items among 24,000 objects as a default", [], {
      parameter: `{"properties":{"a":{"uniqueItems":true,"default":[${fewObjects}]}}}`,
    }),
    hostile("60,000 objects to choose from", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"properties":{"a":{"enum":[${smallObjects}]}}}`,
    }),
    hostile("60,000 objects as a constant", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"properties":{"a":{"const":[${smallObjects}],"default":[${smallObjects.slice(0, 7)}]}}}`,
    }),
    hostile("20,000 properties", ["SCHEMA_TOO_COMPLEX"], { parameter: `{"properties":{${properties}}}` }),
    hostile("1,900 properties that are one", [], {
      parameter: `{"properties":{${named(1900, () => `{"$ref":"#/$defs/a"}`)}},"$defs":{"a":{"description":"${"x".repeat(100_000)}"}}}`,
    }),
    hostile("a schema that is itself", ["SCHEMA_REF_LOOP"], { parameter: `{"$ref":"#"}` }),
    hostile("a YAML bomb", ["SCHEMA_YAML_ALIAS"], { skillMd: yamlBomb() }),
    hostile("32 KiB of YAML brackets", ["SCHEMA_YAML_DEPTH"], {
      skillMd: `---\nname: demo\na: ${"[".repeat(16_000)}${"]".repeat(16_000)}\n---\n`,
    }),
    hostile("a front matter of 900 KB", ["PACKAGE_FRONT_MATTER"], {
      skillMd: `---\nname: demo\n${"a: b\n".repeat(180_000)}---\n`,
    }),
    hostile("a front matter of 5 MB", ["SCHEMA_TEXT_TOO_LARGE"], {
      skillMd: `---\nname: demo\n${"a: b\n".repeat(1_000_000)}---\n`,
    }),
    hostile("JSON nested 400,000 levels deep", ["SCHEMA_JSON_DEPTH"], {
      parameter: "[".repeat(400_000) + "]".repeat(400_000),
    }),
    hostile("a default nested 58 levels deep in a schema that doubles", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"properties":{"a":{"$ref":"#/$defs/a","default":${"[".repeat(58)}${"]".repeat(58)}}},"$defs":{"a":{"allOf":[{"items":{"$ref":"#/$defs/a"}},{"items":{"$ref":"#/$defs/a"}}]}}}`,
    }),
    hostile("a template with a huge range", [], {
      template: "{% for a in range(1000000000) %}{% for b in range(1000000000) %}x{% endfor %}{% endfor %}",
    }),
    hostile("a template of blanks", [], { template: `${" ".repeat(450_000)}${" \n".repeat(150_000)}{{ input }}` }),
    hostile("a template of open tags", ["PACKAGE_TEMPLATE_SYNTAX"], { template: "{{".repeat(500_000) }),
    hostile("a template of brackets", ["PACKAGE_TEMPLATE_SYNTAX"], { template: `{{ ${"(".repeat(4000)} }}` }),
    hostile("a template of tags", ["PACKAGE_TEMPLATE_SYNTAX"], { template: "{{ input }}".repeat(90_000) }),
    hostile("a template of 4,500 blocks", ["PACKAGE_TEMPLATE_SYNTAX"], { template: "{% if input %}".repeat(4500) }),
    hostile("90,000 unknown fields", ["PACKAGE_FIELD_UNKNOWN"], {
      artifacts: [
        Object.fromEntries([
          ["role", "a"],
          ["pattern", "a"],
          ...Array.from({ length: 90_000 }, (_, index) => [`f${index}`, 1]),
        ]),
      ],
    }),
    hostile("70,000 patterns that do not parse", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"patternProperties":{${Array.from({ length: 70_000 }, (_, index) => `"(${index}":true`).join(",")}}}`,
    }),
    hostile("70,000 patterns that do", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"patternProperties":{${Array.from({ length: 70_000 }, (_, index) => `"${index}+":true`).join(",")}}}`,
    }),
    hostile("70,000 properties that may be anything", ["SCHEMA_TOO_COMPLEX"], {
      parameter: `{"properties":{${named(70_000, () => "true")}}}`,
    }),
    hostile("400,000 names that are none", ["SCHEMA_INVALID"], {
      parameter: `{"required":[${"1,".repeat(400_000)}1]}`,
    }),
    hostile("a template of unknown variables", ["PACKAGE_TEMPLATE_VARIABLE"], {
      template: Array.from({ length: 6000 }, (_, index) => `{{x${index}}}`).join(""),
    }),
    hostile("25,000 artifacts", ["PACKAGE_FIELD_TYPE"], {
      artifacts: Array.from({ length: 25_000 }, (_, index) => ({ role: "a", pattern: `a${index}` })),
    }),
    hostile("1,000 artifacts that collide", ["PACKAGE_ARTIFACT_COLLISION"], {
      artifacts: Array.from({ length: 1000 }, (_, index) => ({
        role: "a",
        pattern: `${index % 2 === 0 ? "a" : "A"}${Math.floor(index / 2)}`,
      })),
    }),
  ];
}

function hostile(what: string, codes: readonly ProblemCode[], parts: Parts): HostilePackage {
  const { skillMd = "---\nname: demo\ndescription: Shows.\n---\n", parameter = "{}", template, artifacts } = parts;
  const runner = {
    id: "demo",
    engines: ["codex"],
    entrypoint: template === undefined ? {} : { prompts: { codex: template } },
    schemas: { input: "schema.json", parameter: "parameter.json", output: "schema.json" },
    artifacts: artifacts ?? [{ role: "report", pattern: "report.md" }],
  };
  const texts = {
    "demo/SKILL.md": skillMd,
    "demo/assets/runner.json": JSON.stringify(runner),
    "demo/schema.json": "{}",
    "demo/parameter.json": parameter,
  };
  const encoder = new TextEncoder();
  const files = Object.entries(texts).map(([path, text]) => [path, encoder.encode(text)] as const);
  return { what, codes, files: Object.fromEntries(files) };
}

function named(count: number, schema: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `"p${index}":${schema(index)}`).join(",");
}

/** Each level applies the next one twice to the same value. */
function doubledAllOf(levels: number): string {
  const defs = Array.from({ length: levels }, (_, level) => {
    const next = level + 1 < levels ? `{"$ref":"#/$defs/l${level + 1}"}` : "{}";
    return `"l${level}":{"allOf":[${next},${next}]}`;
  });
  return `{"properties":{"a":{"$ref":"#/$defs/l0","default":1}},"$defs":{${defs.join(",")}}}`;
}

function yamlBomb(): string {
  const names = [..."abcdefghi"];
  const lines = names.slice(1).map((name, index) => `${name}: &${name} [${`*${names[index] ?? ""},`.repeat(9)}x]`);
  return ["---", "name: demo", "a: &a [x, x, x, x, x, x, x, x, x]", ...lines, "---", ""].join("\n");
}
