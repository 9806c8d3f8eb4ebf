// How does a pattern repeat something more often than RE2 does in one go?

/** RE2 repeats at most so often at once, since `x{1000}` stands for a thousand `x`. */
const MOST_AT_ONCE = 1000;
/** Beyond this a repeat is left as it is, and refused by RE2. */
const MOST = 10_000;

/** A class, an escape, a group's bracket, a repeat, or one character. */
const PIECE =
  /\[(?:\\.|[^\]\\])*\]|\\[pPk][{<][^}>]*[}>]|\\u\{[^}]*\}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\c[A-Za-z]|\\.|\{(\d+)(?:(,)(\d*))?\}|[^]/gu;

/** `source` with each `x{n,m}` of more than 1000 repeats as several in a row, such as `x{1,1000}x{0,234}`. */
export function withoutLongRepeats(source: string): string {
  if (!/\{[\d,]{4,}\}/.test(source)) return source;
  let result = "";
  // Where the groups that are open start, and the last thing that can be repeated.
  const open: number[] = [];
  let atom = 0;
  let before = "";
  for (const match of source.matchAll(PIECE)) {
    const [piece, least, comma, most] = match;
    // How eagerly something repeats does not change whether anything matches.
    const lazy = piece === "?" && /^[*+?{]/.test(before) && before !== "{";
    before = lazy ? "" : piece;
    if (lazy) continue;
    if (least !== undefined) {
      result = `${result.slice(0, atom)}${repeated(result.slice(atom), piece, Number(least), comma === undefined ? least : most)}`;
      continue;
    }
    if (piece === ")") {
      atom = open.pop() ?? result.length;
    } else if (!"*+?".includes(piece)) {
      atom = result.length;
      if (piece === "(") open.push(atom);
    }
    result += piece;
  }
  return result;
}

function repeated(atom: string, quantifier: string, least: number, most: string | undefined): string {
  const upper = most === "" || most === undefined ? null : Number(most);
  const largest = Math.max(least, upper ?? 0);
  if (largest <= MOST_AT_ONCE || largest > MOST) return atom + quantifier;
  const rest = upper === null ? `${atom}*` : chunks(upper - least, (count) => `${atom}{0,${count}}`);
  return `(?:${chunks(least, (count) => `${atom}{${count}}`)}${rest})`;
}

function chunks(count: number, write: (count: number) => string): string {
  if (count <= 0) return "";
  const whole = Math.floor(count / MOST_AT_ONCE);
  const last = count % MOST_AT_ONCE;
  return write(MOST_AT_ONCE).repeat(whole) + (last === 0 ? "" : write(last));
}
