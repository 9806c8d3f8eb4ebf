// Which tables does path/ need, so that its verdicts do not depend on the engine's Unicode version?
// Run: node tools/unicode-tables.ts > packages/core/src/path/unicode-tables.ts
//
// The tables are pinned to Unicode 15.1, which every engine that we support knows at least. Characters of that
// version are normalised the same by every later engine (Unicode stability policy), and later characters are refused
// as unassigned, so `String.prototype.normalize` gives one answer everywhere for what is accepted.

const PINNED = "15.1";
const RUNNING = "17.0";

/** What Unicode 16.0 and 17.0 added to 15.1 (DerivedAge.txt), as inclusive hexadecimal ranges. */
const ADDED_LATER = `
  88f 897 c5c cdc 1acf-1add 1ae0-1aeb 1b4e-1b4f 1b7f 1c89-1c8a 20c1 2427-2429 2b96 31e4-31e5 a7cb-a7cf a7d2 a7d4
  a7da-a7dc a7f1 fbc3-fbd2 fd90-fd91 fdc8-fdce 105c0-105f3 10940-10959 10d40-10d65 10d69-10d85 10d8e-10d8f
  10ec2-10ec7 10ed0-10ed8 10efa-10efc 11380-11389 1138b 1138e 11390-113b5 113b7-113c0 113c2 113c5 113c7-113ca
  113cc-113d5 113d7-113d8 113e1-113e2 116d0-116e3 11b60-11b67 11bc0-11be1 11bf0-11bf9 11db0-11ddb 11de0-11de9 11f5a
  13460-143fa 16100-16139 16d40-16d79 16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18cff 18d09-18d1e 18d80-18df2
  1cc00-1ccfc 1cd00-1ceb3 1ceba-1ced0 1cee0-1cef0 1e5d0-1e5fa 1e5ff 1e6c0-1e6de 1e6e0-1e6f5 1e6fe-1e6ff 1f6d8
  1f777-1f77a 1f8b2-1f8bb 1f8c0-1f8c1 1f8d0-1f8d8 1fa54-1fa57 1fa89-1fa8a 1fa8e-1fa8f 1fabe 1fac6 1fac8 1facd 1fadc
  1fadf 1fae9-1faea 1faef 1fbcb-1fbef 1fbfa 2b73a-2b73f 2cea2-2cead 323b0-33479
`;

if (process.versions.unicode !== RUNNING) {
  throw new Error(
    `Cannot make the tables: this needs an engine with Unicode ${RUNNING}, not ${process.versions.unicode}`,
  );
}

const addedLater = new Set<number>();
for (const range of ADDED_LATER.trim().split(/\s+/)) {
  const [first = "", last = first] = range.split("-");
  for (let code = parseInt(first, 16); code <= parseInt(last, 16); code += 1) addedLater.add(code);
}

const REFUSED = /^[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFD]$/u;
// Variation selectors choose between shapes of one character and are part of ordinary names with emoji.
const ALLOWED = /^\p{Variation_Selector}$/u;

const refusedRanges: number[] = [];
const folded = new Map<number, string>();
let wasRefused = false;
for (let code = 0; code <= 0x10ffff; code += 1) {
  const text = String.fromCodePoint(code);
  const refused = addedLater.has(code) || (REFUSED.test(text) && !ALLOWED.test(text));
  if (refused !== wasRefused) refusedRanges.push(code);
  wasRefused = refused;
  const fold = refused ? text : fullFold(text);
  if (fold !== text) folded.set(code, fold);
}

/** Full case folding by the full case mappings: what upper case makes equal, and what lower case makes equal, is equal. */
function fullFold(character: string): string {
  const upper = character.toLowerCase().toUpperCase();
  return [...upper].map((each) => each.toLowerCase()).join("");
}

/** Runs of `start count step delta`, and the rest as text. */
const runs: number[][] = [];
let expansions = "";
for (const [code, fold] of folded) {
  const target = fold.codePointAt(0) ?? 0;
  if (String.fromCodePoint(target) !== fold) {
    expansions += String.fromCodePoint(code) + fold + " ";
    continue;
  }
  const run = runs.at(-1);
  const step = run === undefined ? 0 : code - ((run[0] ?? 0) + ((run[1] ?? 0) - 1) * (run[2] ?? 0));
  const fits =
    run !== undefined && run[3] === target - code && (step === 1 || step === 2) && (run[1] === 1 || run[2] === step);
  if (fits) {
    run[2] = step;
    run[1] = (run[1] ?? 0) + 1;
  } else {
    runs.push([code, 1, 1, target - code]);
  }
}

let before = 0;
const gaps = refusedRanges.map((code) => {
  const gap = code - before;
  before = code;
  return gap.toString(36);
});

function constant(name: string, comment: string, text: string): string {
  const lines = text.match(/.{1,100}(?= |$)/gu) ?? [];
  const body = lines.map((line) => `  ${JSON.stringify(line)}`).join(" +\n");
  return `\n/** ${comment} */\nexport const ${name} =\n${body};\n`;
}

const expansionRows = expansions
  .trim()
  .split(" ")
  .map((row) => [...row].map((each) => (each.codePointAt(0) ?? 0).toString(36)).join(","))
  .join(" ");

process.stdout.write(
  `// What does the pinned Unicode version say about each character? Made by tools/unicode-tables.ts; not to be edited.\n` +
    `\n/** The one version behind every verdict about names. */\nexport const UNICODE_VERSION = "${PINNED}";\n` +
    constant(
      "REFUSED_EDGES",
      "Where being refused in names begins and ends, in turn, from U+0000: base-36 distances to the edge before.",
      gaps.join(" "),
    ) +
    constant(
      "FOLDING_RUNS",
      "Full case folding to one character: base-36 `first,count,step,difference`.",
      runs.map((run) => run.map((each) => each.toString(36)).join(",")).join(" "),
    ) +
    constant(
      "FOLDING_EXPANSIONS",
      "Full case folding to several characters: base-36 code points, the folded one first.",
      expansionRows,
    ),
);
