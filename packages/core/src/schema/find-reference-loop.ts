// Does applying a schema to a value lead back to the same schema and the same value?
import type { JsonObject, JsonValue } from "./json.ts";
import type { Bundle, Origin } from "./bundle.ts";
import { originOf } from "./bundle.ts";
import { isJsonObject } from "./json-object.ts";
import { subschemas } from "./subschemas.ts";

/** Where the `$ref` stands that closes such a loop; `null` when there is none. */
export function findReferenceLoop(bundle: Bundle): Origin | null {
  const open = new Set<JsonObject>();
  const done = new Set<JsonObject>();
  for (const start of bundle.origins.keys()) {
    if (done.has(start)) continue;
    // A stack of our own: a chain of references may be longer than the call stack.
    const stack = [{ node: start, next: inPlace(bundle, start) }];
    open.add(start);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const following = top.next.pop();
      if (following === undefined) {
        open.delete(top.node);
        done.add(top.node);
        stack.pop();
      } else if (open.has(following)) {
        const nodes = stack.map((each) => each.node);
        return closingReference(bundle, [...nodes.slice(nodes.indexOf(following)), following]);
      } else if (!done.has(following)) {
        open.add(following);
        stack.push({ node: following, next: inPlace(bundle, following) });
      }
    }
  }
  return null;
}

/** Every loop has a reference among its steps, because a text alone is a tree. */
function closingReference(bundle: Bundle, loop: readonly JsonObject[]): Origin {
  const node = loop.find((each, step) => bundle.targets.get(each) === loop[step + 1]);
  return originOf(bundle, node ?? bundle.root);
}

function inPlace(bundle: Bundle, node: JsonObject): JsonObject[] {
  const target: JsonValue | undefined = bundle.targets.get(node);
  const inner = subschemas(node, bundle.dialect)
    .filter((each) => each.inPlace)
    .map((each) => each.value);
  return [target, ...inner].filter(isJsonObject);
}
