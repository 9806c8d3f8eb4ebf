// Real modes, and an ordinary user, whom they bind: what is forbidden is not taken for empty.
import { execFileSync } from "node:child_process";
import { chmod, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { placesOf } from "../data-folder/places.ts";
import { asOrdinaryUser, IS_ROOT, NOBODY } from "../testing/as-ordinary-user.ts";
import { freshDataFolder, type FreshDataFolder } from "../testing/fresh-data-folder.ts";

const ASK_SKILLS = new URL("../testing/ask-skills.ts", import.meta.url);
const ALL_WELL = {
  page: "ok",
  find: "ok",
  schemas: "ok",
  pack: "ok",
  install: "ok",
  remove: "ok",
  left: "ok",
  settle: "ok",
};

let data: FreshDataFolder;

beforeEach(async () => {
  data = await freshDataFolder();
  const { skills, installs } = placesOf(data.path);
  for (const folder of [skills, installs]) await mkdir(folder, { recursive: true });
  if (IS_ROOT) execFileSync("chown", ["-R", `${NOBODY}:${NOBODY}`, dirname(data.path)]);
});
afterEach(async () => {
  const { skills, installs } = placesOf(data.path);
  for (const folder of [data.path, skills, installs]) await chmod(folder, 0o700);
  await data.close();
});

/** What each call answers to an ordinary user when `folder` may not even be entered. */
async function answersWithout(folder: string | null): Promise<unknown> {
  if (folder !== null) await chmod(folder, 0);
  return JSON.parse(await asOrdinaryUser(ASK_SKILLS, data.path)) as unknown;
}

test("all is well where the folders may be used", async () => {
  expect(await answersWithout(null)).toEqual(ALL_WELL);
});

test("every call is a fault when the data folder may not be entered", async () => {
  const faults = Object.fromEntries(Object.keys(ALL_WELL).map((call) => [call, "unavailable"]));
  expect(await answersWithout(data.path)).toEqual(faults);
});

test("every call that needs the skills is a fault when their folder may not be entered", async () => {
  const faults = Object.fromEntries(Object.keys(ALL_WELL).map((call) => [call, "unavailable"]));
  expect(await answersWithout(placesOf(data.path).skills)).toEqual({ ...faults, left: "ok", settle: "ok" });
});

test("every call that needs what installs left is a fault when their folder may not be entered", async () => {
  expect(await answersWithout(placesOf(data.path).installs)).toEqual({
    ...ALL_WELL,
    install: "unavailable",
    left: "unavailable",
    settle: "unavailable",
  });
});
