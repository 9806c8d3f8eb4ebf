// What is in a JSON file of a package?
import { problem } from "../problem/problem.ts";
import type { Problem } from "../problem/problem.ts";
import { escapeForDisplay } from "../path/escape-for-display.ts";
import type { JsonValue } from "./json.ts";
import { decodeText } from "./decode-text.ts";
import { readJson } from "./read-json.ts";
import type { JsonFault } from "./read-json.ts";
import { positionAt } from "./text-position.ts";

export interface JsonLimits {
  readonly maxBytes: number;
  /** Objects and lists inside each other. */
  readonly maxDepth: number;
}

/** For the files that describe a package. */
export const JSON_FILE_LIMITS: JsonLimits = { maxBytes: 1024 * 1024, maxDepth: 64 };

export interface ParsedJson {
  /** `undefined` when the bytes cannot be read as JSON at all. */
  readonly value: JsonValue | undefined;
  /** `SCHEMA_TEXT_*` and `SCHEMA_JSON_*` errors, with line, column and pointer. */
  readonly problems: readonly Problem[];
}

/** Parses the JSON file `entry`, whose content is `bytes`. */
export function parseJson(entry: string, bytes: Uint8Array, limits: JsonLimits = JSON_FILE_LIMITS): ParsedJson {
  if (bytes.length > limits.maxBytes) {
    const message = `The file has ${bytes.length} bytes; at most ${limits.maxBytes} bytes of JSON are read.`;
    return { value: undefined, problems: [problem("SCHEMA_TEXT_TOO_LARGE", message, { entry })] };
  }
  const text = decodeText(bytes);
  if (text === null) {
    const place = { entry, hint: "Save the file as UTF-8." };
    return { value: undefined, problems: [problem("SCHEMA_TEXT_ENCODING", "The file is not UTF-8 text.", place)] };
  }
  const { value, faults } = readJson(text, limits.maxDepth);
  return { value, problems: faults.map((fault) => jsonProblem(entry, text, fault)) };
}

function jsonProblem(entry: string, text: string, fault: JsonFault): Problem {
  const { code, offset, pointer, detail, hint } = fault;
  const message = `Cannot accept the JSON: ${escapeForDisplay(detail)}.`;
  return problem(code, message, { entry, pointer, hint, ...positionAt(text, offset) });
}
