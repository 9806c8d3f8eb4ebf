// How large is the validator in a browser, and what does it need there?
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../run/tool.ts";
import { bundle, type Bundled } from "./bundle.ts";
import { reportOn, TRIED, type TriedName } from "./tried-packages.ts";

const PAGE = readFileSync(join(ROOT, "docs/how-to/validate-in-your-service.md"), "utf8");

let validator: Bundled;
beforeAll(async () => {
  validator = await bundle(`export { validateSkillPackage } from "@mayfly/core";`);
});

describe("the bundle", () => {
  test("has the size that the page states", () => {
    const [, minified = "", packed = ""] = /at most (\d+) KB, (\d+) KB of it over the wire/.exec(PAGE) ?? [];
    const actual = [validator.code.length, gzipSync(validator.code).length].map((bytes) => bytes / 1000);
    for (const [index, stated] of [Number(minified), Number(packed)].entries()) {
      expect(actual[index]).toBeLessThanOrEqual(stated);
      expect(actual[index]).toBeGreaterThan(stated * 0.9);
    }
  });

  test("imports nothing, and has nothing of Node in it", () => {
    expect(validator.imports).toEqual([]);
    // ajv holds texts for code that it would write to a file, which it does not do here.
    const ofNode = /["'`]node:|\brequire\((?!"ajv\/dist\/runtime\/)|\bprocess\.|\bBuffer\.|__dirname|__filename/g;
    expect(validator.code.match(ofNode)).toBe(null);
  });

  /** As bare as a worker: the language, and four things of the web. */
  const bare = (strings: boolean): { validate(name: TriedName): Promise<string> } => {
    const context = createContext(
      { TextEncoder, TextDecoder, Blob, File },
      { codeGeneration: { strings, wasm: false } },
    );
    runInContext(`${validator.code};globalThis.bundled = bundled;`, context);
    return {
      validate: (name) => {
        const file = new File([TRIED[name].slice()], name);
        return runInContext(
          `(file) => bundled.validateSkillPackage(file).then((result) =>
             JSON.stringify(result.isOk() ? result.value : result.error.code))`,
          context,
        )(file) as Promise<string>;
      },
    };
  };

  test("gives the report where nothing but the language and the web's files are", async () => {
    const { validate } = bare(true);
    for (const name of ["good.zip", "cut.zip"] as const) {
      expect(JSON.parse(await validate(name))).toEqual(await reportOn(name));
    }
    expect((await reportOn("good.zip")).valid).toBe(true);
  });

  test("says so where no text may become code, and gives no half verdict", async () => {
    expect(await bare(false).validate("good.zip")).toBe('"EVALUATION_REFUSED"');
  });
});
