// Is an engine of functions an engine?
import { describeEngine } from "./describe-engine.ts";
import { memoryEngineUnderTest } from "./testing/memory-engine-under-test.ts";

describeEngine("createFunctionEngine()", async () => memoryEngineUnderTest());
