// What is an operation called, so that the same one of another run has the same name?
import { relative, sep } from "node:path";

const ID = /[0-9a-hjkmnp-tv-z]{26}/g;
const HEX = /[0-9a-f]{16,}/g;
/** What `mkdtemp` adds to the name that the trial start of a wall asks for. */
const CHANCE = /(mayfly-trial-)\w{6}/g;
const SHARD = /^runs\/[0-9a-f]{2}/;
/** How deep places are told apart: all files of one skill, or of one run's artifacts, are one. */
const DEPTH = 4;
const SKILL_DEPTH = 2;

/** Such as `open tmp/<id>/upload.<id>/package.zip.part`; `null` where it has nothing to do with the data folder. */
export function nameFileCall(operation: string, path: string, dataDir: string): string | null {
  const inside = relative(dataDir, path).split(sep);
  if (inside[0] === ".." || path === "") return null;
  const depth = inside[0]?.startsWith("skills") === true ? SKILL_DEPTH : DEPTH;
  const shown = inside.length > depth ? [...inside.slice(0, depth), "…"] : inside;
  const name = shown
    .join("/")
    .replaceAll(ID, "<id>")
    .replaceAll(HEX, "<hex>")
    .replaceAll(CHANCE, "$1<chance>")
    .replace(SHARD, "runs/<aa>");
  return `${operation} ${name === "" ? "." : name}`;
}

const SHORT = 60;

/** Such as `sql run UPDATE runs SET phase = …`. */
export function nameQuery(method: string, sql: string): string {
  const flat = sql.trim().replaceAll(/\s+/g, " ");
  return `sql ${method} ${flat.length > SHORT ? `${flat.slice(0, SHORT)}…` : flat}`;
}
