// How long does a page of installed skills take, and does it matter how many there are?
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFileSkillCatalog, createWorkerPool } from "@mayfly/adapter-fs";
import type { SkillCatalog } from "@mayfly/core";
import type { Bench } from "./bench.ts";

const SKILL = join(import.meta.dirname, "../../test-fixtures/packages/prime-check");
const folder = mkdtempSync(join(tmpdir(), "mayfly-bench-"));
const pool = createWorkerPool();

/** A data folder with `count` skills, of which a page in the middle was judged before. */
async function catalogOf(count: number, recheckMs: number): Promise<SkillCatalog> {
  const data = join(folder, String(count));
  mkdirSync(join(data, "skills"), { recursive: true });
  const runner = readFileSync(join(SKILL, "assets/runner.json"), "utf8");
  for (let n = 0; n < count; n += 1) {
    const skill = join(data, "skills", idOf(n));
    cpSync(SKILL, skill, { recursive: true });
    writeFileSync(join(skill, "assets/runner.json"), runner.replaceAll("prime-check", idOf(n)));
  }
  return createFileSkillCatalog(data, pool, { recheckMs });
}

function idOf(n: number): string {
  return `skill-${String(n).padStart(5, "0")}`;
}

async function page(catalog: SkillCatalog): Promise<void> {
  const { skills } = (await catalog.page({ word: null, limit: 100, cursor: null }))._unsafeUnwrap();
  if (skills.length !== 100) throw new Error(`A page has ${skills.length} skills.`);
}

const few = await catalogOf(101, 0);
const many = await catalogOf(10_000, 0);

export default {
  contests: [
    {
      case: "a page of 100, each looked at anew",
      subject: "10,000 skills",
      work: () => page(many),
      peers: { "101 skills": () => page(few) },
    },
    {
      case: "find one, looked at anew",
      subject: "10,000 skills",
      work: async () => (await many.find(idOf(50)))._unsafeUnwrap(),
      peers: { "101 skills": async () => (await few.find(idOf(50)))._unsafeUnwrap() },
    },
  ],
  async end() {
    await pool.close();
    rmSync(folder, { recursive: true, force: true });
  },
} satisfies Bench;
