// Is the script engine an engine, behind every wall that stands here?
import { describeEngine } from "@mayfly/conformance";
import { scriptEngineUnderTest } from "./testing/script-engine-under-test.ts";
import { ALL_WALLS, wallsHere } from "./testing/walls-here.ts";

for (const { wall, engine } of await wallsHere(ALL_WALLS))
  describeEngine(`createScriptEngine() behind ${wall}`, () => scriptEngineUnderTest(engine));
