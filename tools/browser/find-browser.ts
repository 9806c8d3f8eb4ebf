// Which Chromium is there to be tried? `CHROME_PATH`, one that is installed, or else the one in node_modules.
import { spawnSync } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The path of a Chromium, or `null` with a word on the screen when there is none. The one in node_modules is unpacked
 * into the folder for temporary files, 210 MB of it.
 */
export async function findBrowser(): Promise<string | null> {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const installed = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  if (installed !== undefined) return installed;
  const own = process.platform === "linux" && process.arch === "x64" ? await unpacked() : null;
  if (own !== null && spawnSync(own, ["--version"]).status === 0) return own;
  const why = own === null ? "none is installed" : "the one in node_modules does not start here";
  console.log(`skipped because there is no Chromium (${why}; CHROME_PATH may name one): what runs in a browser`);
  return null;
}

/** It is made for a bare system in the cloud, and brings the libraries along that a bare Debian lacks too. */
async function unpacked(): Promise<string> {
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs24.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  const path = await chromium.executablePath();
  // Its own list of fonts names /tmp, wherever it was unpacked to, and without any font a page with text ends it.
  const list = join(tmpdir(), "fonts.conf");
  const folders = `<dir>${join(tmpdir(), "fonts")}</dir><cachedir>${join(tmpdir(), "fonts-cache")}</cachedir>`;
  writeFileSync(list, `<?xml version="1.0"?><fontconfig>${folders}</fontconfig>`);
  process.env["FONTCONFIG_FILE"] = list;
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
