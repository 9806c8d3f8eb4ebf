// Which names does a Jinja template use?
import type { TemplateNode } from "./parse-template.ts";

export interface TemplateNames {
  /** Variables that the template does not set itself, and does not ask whether they are there. */
  readonly variables: ReadonlySet<string>;
  /** Members by the variable they are taken from, for variables that the template does not set. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly filters: ReadonlySet<string>;
  readonly tests: ReadonlySet<string>;
}

/** The names in the tree below `root`, which it walks without recursion. Where a name is set does not matter. */
export function templateNames(root: TemplateNode): TemplateNames {
  const walk = new Walk();
  walk.waiting.push(root);
  while (walk.waiting.length > 0) walk.visit(walk.waiting.pop());
  const foreign = (name: string) => !walk.set.has(name);
  return {
    variables: new Set([...walk.used].filter((name) => foreign(name) && !walk.askedFor.has(name))),
    members: new Map([...walk.members].filter(([name]) => foreign(name))),
    filters: walk.filters,
    tests: walk.tests,
  };
}

type Fields = Readonly<Record<string, unknown>>;

class Walk {
  readonly waiting: unknown[] = [];
  readonly used = new Set<string>();
  readonly set = new Set<string>();
  readonly askedFor = new Set<string>();
  readonly members = new Map<string, Set<string>>();
  readonly filters = new Set<string>();
  readonly tests = new Set<string>();

  visit(node: unknown): void {
    if (Array.isArray(node)) this.waiting.push(...node);
    else if (node instanceof Map) this.waiting.push([...node.keys()], [...node.values()]);
    else if (isNode(node)) this.#visitNode(node);
  }

  #visitNode(node: TemplateNode & Fields): void {
    switch (node.type) {
      case "Identifier":
        this.used.add(nameOf(node) ?? "");
        return;
      case "MemberExpression":
        return this.#visitMember(node);
      case "CallExpression":
        return this.#visitCall(node);
      case "KeywordArgumentExpression":
        this.waiting.push(node["value"]);
        return;
      case "FilterExpression":
      case "FilterStatement":
        if (this.#visitFilter(node["filter"]) === "default") this.#askFor(node["operand"]);
        this.waiting.push(node["operand"], node["body"]);
        return;
      case "TestExpression":
        this.#visitTest(node);
        return;
      case "For":
        this.#bind(node["loopvar"]);
        this.waiting.push(node["iterable"], node["body"], node["defaultBlock"]);
        return;
      case "Set":
        this.#bind(node["assignee"]);
        this.waiting.push(node["value"], node["body"]);
        return;
      case "Macro":
        this.#bind(node["name"]);
        this.#bind(node["args"]);
        this.waiting.push(node["body"]);
        return;
      case "CallStatement":
        this.#bind(node["callerArgs"]);
        this.waiting.push(node["call"], node["body"]);
        return;
      default:
        // An operator such as `not` is a token that looks like a name.
        for (const [field, held] of Object.entries(node)) if (field !== "operator") this.waiting.push(held);
    }
  }

  #visitMember({ object, property, computed }: Fields): void {
    this.waiting.push(object);
    const holder = nameOf(object);
    const member = computed === true ? textOf(property) : nameOf(property);
    if (computed === true) this.waiting.push(property);
    if (holder !== null && member !== null)
      this.members.set(holder, (this.members.get(holder) ?? new Set<string>()).add(member));
  }

  #visitCall({ callee, args }: Fields): void {
    this.waiting.push(args);
    // A method is none of the members that a schema describes.
    const isMethod = isNode(callee) && callee.type === "MemberExpression" && callee["computed"] !== true;
    this.waiting.push(isMethod ? callee["object"] : callee);
  }

  #visitFilter(filter: unknown): string | null {
    const call = isNode(filter) && filter.type === "CallExpression" ? filter : null;
    const name = nameOf(call === null ? filter : call["callee"]);
    if (name !== null) this.filters.add(name);
    if (call !== null) this.waiting.push(call["args"]);
    return name;
  }

  #visitTest({ operand, test }: Fields): void {
    const name = nameOf(test);
    if (name !== null) this.tests.add(name);
    if (name === "defined" || name === "undefined") this.#askFor(operand);
    this.waiting.push(operand);
  }

  #askFor(operand: unknown): void {
    const name = nameOf(operand);
    if (name !== null) this.askedFor.add(name);
  }

  /** `target` is a name, a list of them, a parameter with its default, or a member of something that is used. */
  #bind(target: unknown): void {
    const targets: unknown[] = [target];
    for (let each = targets.pop(); each !== undefined; each = targets.pop()) {
      const name = nameOf(each);
      if (name !== null) this.set.add(name);
      else if (Array.isArray(each)) targets.push(...each);
      else if (isNode(each) && each.type === "TupleLiteral") targets.push(each["value"]);
      else if (isNode(each) && each.type === "KeywordArgumentExpression") {
        targets.push(each["key"]);
        this.waiting.push(each["value"]);
      } else this.waiting.push(each);
    }
  }
}

function isNode(value: unknown): value is TemplateNode & Fields {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === "Identifier" && typeof node["value"] === "string" ? node["value"] : null;
}

function textOf(node: unknown): string | null {
  return isNode(node) && node.type === "StringLiteral" && typeof node["value"] === "string" ? node["value"] : null;
}
