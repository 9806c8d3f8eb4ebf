// Are memory outputs run outputs?
import { describeRunOutputs } from "./describe-run-outputs.ts";
import { memoryRunOutputsUnderTest } from "./testing/memory-run-outputs-under-test.ts";

describeRunOutputs("createMemoryRunOutputs()", async () => memoryRunOutputsUnderTest());
