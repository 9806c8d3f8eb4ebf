// What does an operator meet whose command changes a data folder that a server has? Real processes.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packagesOnDisk } from "./testing/package-on-disk.ts";
import { runMayfly } from "./testing/run-mayfly.ts";
import { freshDataDir, served, type Served } from "./testing/served.ts";

const SLOW = { timeout: 180_000 };
const STRANGER = "01jd00000000000000000strng";
const data = freshDataDir();
const packages = packagesOnDisk();
let server: Served;
beforeAll(async () => {
  server = await served(data.path, { MAYFLY_MAX_PACKAGE_BYTES: "200000" });
});
afterAll(async () => {
  await server.end();
  data.remove();
  packages.remove();
});

const mayfly = (...args: readonly string[]) => runMayfly([...args, "--data", data.path], { cwd: packages.path });
const socket = join(data.path, "control.sock");
const key = join(data.path, "control.key");

async function skills(): Promise<unknown> {
  const { skills: all } = (await (await fetch(`${server.url}/v1/skills`)).json()) as { skills: { id: string }[] };
  return all.map(({ id }) => id);
}

/** The status that the socket answers to `authorization`. */
async function asked(authorization?: string): Promise<number | undefined> {
  const headers = authorization === undefined ? {} : { authorization };
  const req = request({ socketPath: socket, path: "/clear_cache", method: "POST", headers }).end();
  const [answer] = (await once(req, "response")) as [IncomingMessage];
  return answer.resume().statusCode;
}

describe("while a server has the data folder, it carries out", SLOW, () => {
  test("`skill install` of a zip and of a folder, and `skill remove`", async () => {
    const [one, two] = [packages.make("row-count"), packages.make("other")];
    expect(mayfly("skill", "install", one.zip, two.folder)).toEqual({
      status: 0,
      out: "installed  row-count 1.0.0\ninstalled  other 1.0.0\n",
      err: "",
    });
    expect(await skills()).toEqual(["other", "row-count"]);
    expect(mayfly("skill", "remove", "other").out).toBe(
      "removed  other, kept in skills-archive/other/1.0.0 of the data folder\n",
    );
    expect(await skills()).toEqual(["row-count"]);
    expect(mayfly("skill", "remove", "other")).toMatchObject({
      status: 1,
      err: "mayfly: No skill other is installed.\n",
    });
  });

  test("an install that it refuses, with every problem", async () => {
    const broken = packages.make("broken", {
      runner: { entrypoint: { script: "scripts/none.mjs" }, engines: ["no-such"] },
    });
    const { status, out, err } = mayfly("skill", "install", broken.zip);
    expect({ status, out }).toEqual({ status: 1, out: "" });
    expect(err).toContain("PACKAGE_SCRIPT_MISSING");
    const large = packages.make("large", {
      files: { "large.txt": Array.from({ length: 99_999 }, (_, n) => n * 7919).join() },
    });
    expect(mayfly("skill", "install", large.zip)).toMatchObject({
      status: 1,
      err: expect.stringContaining("200000 bytes"),
    });
    expect(readdirSync(join(data.path, "tmp")).toSorted()).toEqual(["installs", "trash"]);
  });

  test("`sweep`, told as it goes, and a dry one", () => {
    mkdirSync(join(data.path, "tmp", STRANGER, "upload.01je00000000000000000strng"), { recursive: true });
    const line = `${STRANGER}  temporary files that no run needs: go`;
    expect(mayfly("sweep", "--dry-run")).toMatchObject({ status: 0, out: expect.stringContaining(line), err: "" });
    expect(readdirSync(join(data.path, "tmp"))).toContain(STRANGER);
    expect(mayfly("sweep").out.split("\n")).toEqual([line, expect.stringMatching(/^swept {2}0 runs · 1 orphan/u), ""]);
    expect(readdirSync(join(data.path, "tmp"))).not.toContain(STRANGER);
    expect(mayfly("sweep")).toEqual({ status: 0, out: "nothing to sweep\n", err: "" });
  });

  test("`cache clear`", () => {
    expect(mayfly("cache", "clear")).toEqual({
      status: 0,
      out: "0 entries gone, and with them 0 files, 0 B\n",
      err: "",
    });
  });

  test("and nothing for whoever does not know its key, which its user alone can read", async () => {
    for (const said of [undefined, "Bearer x", `Bearer ${"0".repeat(64)}`]) expect(await asked(said)).toBe(401);
    expect(await asked(`Bearer ${readFileSync(key, "utf8")}`)).toBe(200);
    for (const path of [socket, key]) expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

test(
  "a server that was killed leaves no harm: the next one takes commands, and one that stops leaves nothing",
  SLOW,
  async () => {
    await server.end("SIGKILL");
    expect(existsSync(socket)).toBe(true);
    expect(mayfly("sweep")).toMatchObject({ status: 0 });
    server = await served(data.path);
    expect(mayfly("sweep")).toMatchObject({ status: 0, err: "" });
    expect(await server.end()).toBe(0);
    expect(readdirSync(data.path).filter((name) => name.startsWith("control"))).toEqual([]);
  },
);

test("where a socket's path has no room, a server starts all the same, and a command is told so", SLOW, async () => {
  const long = freshDataDir();
  const path = join(long.path, "l".repeat(100));
  const far = await served(path);
  const { status, err } = runMayfly(["skill", "remove", "any", "--data", path], { cwd: packages.path });
  expect({ status, err }).toEqual({
    status: 2,
    err: `mayfly: The data folder ${path} is in use by process ${far.process.pid}, which takes no commands: ask that server, or stop it first.\n`,
  });
  expect(await far.end()).toBe(0);
  long.remove();
});

test(
  "where something else lies in the socket's place, a server starts all the same, and its log says so",
  SLOW,
  async () => {
    const taken = freshDataDir();
    mkdirSync(join(taken.path, "control.sock"));
    const far = await served(taken.path);
    expect(far.log.map(({ msg }) => msg)).toContain("commands cannot reach this server");
    expect(await far.end()).toBe(0);
    taken.remove();
  },
);
