// Does the validator run in a browser, as the page about services has it?
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type Page as BrowserPage } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf } from "../../docs/testing/blocks.ts";
import { reportMismatches } from "../../packages/core/src/testing/report-mismatches.ts";
import { ROOT } from "../run/tool.ts";
import { bundle, type Bundled } from "./bundle.ts";
import { findBrowser } from "./find-browser.ts";
import { servePages, type PageServer } from "./serve-pages.ts";
import { reportOn, TRIED, type TriedName } from "./tried-packages.ts";

const NAME = "how-to/validate-in-your-service.md";
const PAGE = readFileSync(join(ROOT, "docs", NAME), "utf8");
const BLOCKS = blocksOf(NAME);

// A browser that unpacks itself leaves there what it unpacked.
const folder = mkdtempSync(join(tmpdir(), "mayfly-browser-"));
process.env["TMPDIR"] = folder;
const program = await findBrowser();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const [name, bytes] of Object.entries(TRIED)) writeFileSync(join(folder, name), bytes);

describe.skipIf(program === null)("in Chromium", () => {
  const policies = [...PAGE.matchAll(/^\| .* \| `(default-src [^`]+)` \|$/gm)].map(([, policy = ""]) => policy);
  const [pagePolicy = "", workerPolicy = ""] = policies;
  const html = (script: string): string => `<!doctype html><title>Validate</title>
    <input type="file"><div id="drop">Drop it here</div><pre></pre>
    <script src="${script}"></script>`;
  /** A page that shows the report on the file that it is given, or why there is none. */
  const shows = (validate: string): string => `${validate}
    const show = (files: FileList) => validate(files[0]!).then(
      (report) => { document.querySelector("pre")!.textContent = JSON.stringify(report); },
      (error) => { document.querySelector("pre")!.textContent = JSON.stringify(error.message); });
    document.querySelector("input")!.onchange = ({ target }) => void show((target as HTMLInputElement).files!);
    const drop = document.querySelector<HTMLElement>("#drop")!;
    drop.ondragenter = (event) => event.preventDefault();
    drop.ondragover = (event) => event.preventDefault();
    drop.ondrop = (event) => { event.preventDefault(); void show(event.dataTransfer!.files); };`;
  const DIRECT = shows(`import { validateSkillPackage } from "@mayfly/core";
    const validate = async (file: File) => {
      const result = await validateSkillPackage(file);
      if (result.isErr()) throw new Error(result.error.code);
      return result.value;
    };`);
  const withEval = pagePolicy.replace("'self';", "'self' 'unsafe-eval';");

  let server: PageServer;
  let browser: Browser;
  beforeAll(async () => {
    const [page, worker, direct] = await Promise.all([
      bundle(shows(`import { validate } from "./page";`), { page: BLOCKS["page"] ?? "" }),
      bundle(BLOCKS["worker"] ?? ""),
      bundle(DIRECT),
    ]);
    const script = (policy: string, { code }: Bundled) => ({ type: "text/javascript", policy, body: code }) as const;
    const shown = (policy: string, path: string) => ({ type: "text/html", policy, body: html(path) }) as const;
    server = await servePages({
      "/": shown(pagePolicy, "/page.js"),
      "/page.js": script(pagePolicy, page),
      "/validate-worker.js": script(workerPolicy, worker),
      "/strict": shown(pagePolicy, "/direct.js"),
      "/eval": shown(withEval, "/direct.js"),
      "/direct.js": script(pagePolicy, direct),
    });
    // Only pages of this test are opened, and in many containers Chromium's own sandbox cannot start.
    const args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    browser = await puppeteer.launch({ executablePath: program ?? "", headless: "shell", args });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  async function opened(path: string): Promise<{ readonly page: BrowserPage; readonly errors: string[] }> {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${server.url}${path}`);
    return { page, errors };
  }

  async function choose(page: BrowserPage, name: TriedName): Promise<void> {
    const input = await page.waitForSelector("input[type=file]");
    await input?.uploadFile(join(folder, name));
  }

  /** As a person drops a file from the desktop. */
  async function drop(page: BrowserPage, name: TriedName): Promise<void> {
    const place = await (await page.waitForSelector("#drop"))?.clickablePoint();
    const client = await page.createCDPSession();
    const data = { items: [], files: [join(folder, name)], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await client.send("Input.dispatchDragEvent", { type, x: place?.x ?? 0, y: place?.y ?? 0, data });
    }
  }

  async function shown(page: BrowserPage): Promise<unknown> {
    const text = await page.waitForFunction(() => document.querySelector("pre")?.textContent || null);
    const value = JSON.parse(String(await text.jsonValue())) as unknown;
    await page.close();
    return value;
  }

  test.for([
    ["chosen", choose],
    ["dropped", drop],
  ] as const)("a file that is %s gets its report, under the policies of the page", async ([, give]) => {
    for (const name of ["good.zip", "cut.zip"] as const) {
      const { page, errors } = await opened("/");
      await give(page, name);
      const report = await shown(page);
      expect(report).toEqual(await reportOn(name));
      expect(reportMismatches(report)).toEqual([]);
      expect(errors).toEqual([]);
    }
  });

  test("a strict page without a worker is told that schemas cannot be compiled, and nothing breaks", async () => {
    const { page, errors } = await opened("/strict");
    await choose(page, "good.zip");
    expect(await shown(page)).toBe("EVALUATION_REFUSED");
    expect(errors).toEqual([]);
  });

  test("a page that allows `unsafe-eval` needs no worker", async () => {
    const { page } = await opened("/eval");
    await drop(page, "good.zip");
    expect(await shown(page)).toEqual(await reportOn("good.zip"));
  });
});
