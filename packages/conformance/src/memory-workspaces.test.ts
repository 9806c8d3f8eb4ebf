// Are memory workspaces workspaces?
import { createMemoryWorkspaces } from "@mayfly/core/memory";
import { describeWorkspaces } from "./describe-workspaces.ts";
import { memoryWorkspacesUnderTest } from "./testing/memory-workspaces-under-test.ts";

describeWorkspaces("createMemoryWorkspaces()", async () => memoryWorkspacesUnderTest(createMemoryWorkspaces()));
