// What do the tests of this package talk to? The real service on a real port, over ports in memory.
import {
  createMayfly,
  createRegistry,
  type Mayfly,
  type MayflyOptions,
  type Ports,
  type Registry,
  type Uploads,
} from "@mayfly/core";
import {
  createFunctionEngine,
  createMemoryCounters,
  createMemoryInstallStore,
  createMemoryJudge,
  createMemoryRecords,
  createMemoryRunOutputs,
  createMemoryUploads,
  createMemoryWorkspaces,
  createRunSignals,
  memoryClock,
  memoryIds,
  type FunctionProgram,
  type MemorySkills,
} from "@mayfly/core/memory";
import type { Express } from "express";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { createHttpApp, createHttpServer, type HttpOptions } from "../index.ts";
import { heldToContract } from "./held-to-contract.ts";
import { createLineLog, type LogLine } from "./line-log.ts";

export interface Service {
  /** Such as `http://127.0.0.1:40001`. */
  readonly url: string;
  readonly port: number;
  readonly app: Express;
  readonly server: Server;
  readonly mayfly: Mayfly;
  readonly uploads: Uploads;
  readonly lines: readonly LogLine[];
  /** Fails when an answer was not as the contract has it. */
  close(): Promise<void>;
}

export interface ServiceOptions {
  readonly http?: Partial<HttpOptions>;
  readonly mayfly?: Partial<MayflyOptions>;
  readonly ports?: Partial<Ports>;
  /** The installed skills; without them there are none, and no routes for them. */
  readonly skills?: MemorySkills;
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
    counters: createMemoryCounters(),
    ...(options.skills === undefined ? {} : { catalog: options.skills.catalog }),
    ...options.ports,
  };
  const mayfly = createMayfly(ports, options.mayfly);
  const stopWorking = mayfly.onQueued(() => void work(mayfly));
  const broken: string[] = [];
  const installed = options.skills === undefined ? {} : { registry: registryOf(ports, options.skills) };
  const app = createHttpApp(mayfly, { log, ...installed, ...options.http });
  const server = createHttpServer(heldToContract(app, (breach) => void broken.push(breach)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    app,
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
      expect(broken).toEqual([]);
    },
  };
}

function registryOf({ clock, ids, judge, log, counters }: Ports, { catalog, installer }: MemorySkills): Registry {
  return createRegistry({ clock, ids, catalog, installer, installs: createMemoryInstallStore(), judge, log, counters });
}

const emptyOutput: FunctionProgram = async ({ output }) => output({});

async function work(mayfly: Mayfly): Promise<void> {
  const taken = await mayfly.take();
  if (taken.isOk()) await taken.value?.execute();
}
