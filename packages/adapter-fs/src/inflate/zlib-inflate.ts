// How are bytes inflated by the platform, held to the exact size and end?
import type { Inflate } from "@mayfly/core";
import { createZlibEngine, works } from "./zlib-engine.ts";
import { engineInflate } from "./engine-inflate.ts";
import { oneCallInflate } from "./one-call-inflate.ts";

/** By zlib's own steps where this Node has them, else by its public calls, with the same answers. */
export const zlibInflate: Inflate = chooseInflate();

function chooseInflate(): Inflate {
  const engine = createZlibEngine();
  return engine !== null && works(engine) ? engineInflate(createZlibEngine) : oneCallInflate;
}
