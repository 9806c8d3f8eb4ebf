// Where do pages under test come from? A server on this machine, each page with a content security policy.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Page {
  readonly type: "text/html" | "text/javascript";
  readonly policy: string;
  readonly body: string;
}

export interface PageServer {
  /** Such as `http://127.0.0.1:40001`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `pages` by their paths, and nothing else. */
export async function servePages(pages: Readonly<Record<string, Page>>): Promise<PageServer> {
  const server = createServer((req, res) => {
    const page = pages[req.url ?? ""];
    if (page === undefined) return void res.writeHead(404).end();
    res.setHeader("Content-Type", `${page.type}; charset=utf-8`);
    res.setHeader("Content-Security-Policy", page.policy);
    return void res.end(page.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
