// What do the tests of this package talk to? The real service on a real port, over ports in memory.
import { createMayfly, type Mayfly, type MayflyOptions, type Ports, type Uploads } from "@mayfly/core";
import {
  createFunctionEngine,
  createMemoryJudge,
  createMemoryRecords,
  createMemoryRunOutputs,
  createMemoryUploads,
  createMemoryWorkspaces,
  createRunSignals,
  memoryClock,
  memoryIds,
  type FunctionProgram,
} from "@mayfly/core/memory";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHttpApp, createHttpServer, type HttpOptions } from "../index.ts";
import { createLineLog, type LogLine } from "./line-log.ts";

export interface Service {
  /** Such as `http://127.0.0.1:40001`. */
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly mayfly: Mayfly;
  readonly uploads: Uploads;
  readonly lines: readonly LogLine[];
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly http?: Partial<HttpOptions>;
  readonly mayfly?: Partial<MayflyOptions>;
  readonly ports?: Partial<Ports>;
  /** What every package does when it is run; without it, an empty output. */
  readonly program?: FunctionProgram;
}

export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const { log, lines } = createLineLog();
  const workspaces = createMemoryWorkspaces();
  const uploads = createMemoryUploads();
  const ports: Ports = {
    clock: memoryClock,
    ids: memoryIds,
    ...createMemoryRecords(),
    uploads,
    workspaces,
    outputs: createMemoryRunOutputs(workspaces),
    judge: createMemoryJudge(),
    engines: [createFunctionEngine("script", workspaces, options.program ?? emptyOutput)],
    signals: createRunSignals(),
    log,
    ...options.ports,
  };
  const mayfly = createMayfly(ports, options.mayfly);
  const stopWorking = mayfly.onQueued(() => void work(mayfly));
  const server = createHttpServer(createHttpApp(mayfly, { log, ...options.http }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    mayfly,
    uploads: ports.uploads,
    lines,
    async close() {
      stopWorking();
      await mayfly.stop();
      server.closeAllConnections();
      server.close();
      if (server.listening) await once(server, "close");
    },
  };
}

const emptyOutput: FunctionProgram = async ({ output }) => output({});

async function work(mayfly: Mayfly): Promise<void> {
  const taken = await mayfly.take();
  if (taken.isOk()) await taken.value?.execute();
}
