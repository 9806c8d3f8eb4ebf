// How is the whole table drawn on one page? (SVG: missing values, then one card a column)
import { CARD, FAINT, INK, LINE, MISSING, MUTED, PAPER, TRACK } from "./colors.mjs";
import { counted, percent } from "./format.mjs";
import { panel } from "./panel.mjs";
import { box, element, escape, label, widthOf } from "./svg.mjs";

const WIDTH = 960;
const MARGIN = 36;
const GAP = 18;
const ACROSS = 3;
const CARD_WIDTH = (WIDTH - 2 * MARGIN - (ACROSS - 1) * GAP) / ACROSS;
const CARD_HEIGHT = 190;
const PADDING = 16;
const MISSING_ROW = 22;
const MOST_CARDS = 36;
const MOST_MISSING = 60;
const FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/**
 * @param {object} profile the output document
 * @param {{summary: object, sorted: Float64Array | null, entries: [string, object][]}[]} finished
 * the columns with what only the chart needs
 * @returns {string} an SVG document without scripts, style sheets or references
 */
export function chart(profile, finished) {
  const parts = [...header(profile)];
  let y = 112;
  if (finished.length > 0) {
    const missing = missingSection(profile, y);
    parts.push(...missing.parts);
    y = missing.end + 34;
    const cards = cardSection(finished, y);
    parts.push(...cards.parts);
    y = cards.end;
  }
  const height = y + MARGIN;
  const description = `${summary(profile)}. A bar for each column's missing values, and its distribution.`;
  return `${element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
      width: WIDTH,
      height: Math.ceil(height),
      "font-family": FONT,
      role: "img",
    },
    element("title", {}, escape(profile.title)),
    element("desc", {}, escape(description)),
    box(0, 0, WIDTH, Math.ceil(height), PAPER),
    ...parts,
  )}\n`;
}

function header(profile) {
  return [
    label(profile.title, MARGIN, 58, {
      size: 25,
      fit: WIDTH - 2 * MARGIN,
      fill: INK,
      "font-weight": 700,
    }),
    label(summary(profile), MARGIN, 82, { size: 13.5, fill: MUTED }),
  ];
}

function summary({ rows, columns }) {
  const fields = rows * columns.length;
  const missing = columns.reduce((sum, column) => sum + column.missing, 0);
  const size = `${counted(rows, "row")} in ${counted(columns.length, "column")}`;
  if (fields === 0) return size;
  return `${size}, ${missing === 0 ? "no field" : `${percent(missing / fields)} of the fields`} missing`;
}

function heading(text, note, y) {
  return [
    label(text, MARGIN, y + 16, { size: 15, fill: INK, "font-weight": 700 }),
    label(note, MARGIN + widthOf(text, 15) + 22, y + 16, { size: 12, fill: FAINT }),
  ];
}

function missingSection({ columns }, y) {
  const withMissing = columns.filter(({ missing }) => missing > 0);
  if (withMissing.length === 0) {
    return { parts: heading("Missing values", "none", y), end: y + 16 };
  }
  // Of a wide table those columns matter that lack something.
  const candidates = columns.length > MOST_MISSING ? withMissing : columns;
  const shown = candidates.slice(0, MOST_MISSING);
  const note =
    shown.length < columns.length
      ? `the first ${shown.length} of ${counted(withMissing.length, "column")} with missing values`
      : "share of the rows in which a column is empty";
  const perSide = Math.ceil(shown.length / 2);
  const side = (WIDTH - 2 * MARGIN - 2 * GAP) / 2;
  const rows = shown.map((column, index) => {
    const x = MARGIN + (index < perSide ? 0 : side + 2 * GAP);
    return missingBar(column, x, y + 34 + (index % perSide) * MISSING_ROW, side);
  });
  return {
    parts: [...heading("Missing values", note, y), ...rows],
    end: y + 34 + perSide * MISSING_ROW,
  };
}

function missingBar({ name, missing, missing_share }, x, y, width) {
  const names = 178;
  const room = width - names - 54;
  const long = missing === 0 ? 0 : Math.max(2, missing_share * room);
  const hint = `${name}: ${counted(missing, "value")} missing`;
  return [
    label(name, x, y + 11, { size: 12, fit: names - 12, fill: INK }),
    box(x + names, y + 2, room, 10, TRACK, { rx: 3 }),
    long === 0 ? "" : box(x + names, y + 2, long, 10, MISSING, { hint, rx: Math.min(3, long / 2) }),
    label(missing === 0 ? "–" : percent(missing_share), x + width, y + 11, {
      fill: missing === 0 ? FAINT : MISSING,
      "text-anchor": "end",
    }),
  ].join("");
}

function cardSection(finished, y) {
  const shown = finished.slice(0, MOST_CARDS);
  const note =
    shown.length < finished.length
      ? `the first ${shown.length} of ${finished.length} columns`
      : "the black mark is the median, the pale bar spans the middle half";
  const top = y + 34;
  const cards = shown.map((each, index) => {
    const x = MARGIN + (index % ACROSS) * (CARD_WIDTH + GAP);
    return card(each, x, top + Math.floor(index / ACROSS) * (CARD_HEIGHT + GAP));
  });
  const lines = Math.ceil(shown.length / ACROSS);
  return {
    parts: [...heading("Distributions", note, y), ...cards],
    end: top + lines * (CARD_HEIGHT + GAP) - GAP,
  };
}

function card(finished, x, y) {
  const { name, type } = finished.summary;
  const inner = CARD_WIDTH - 2 * PADDING;
  const area = { width: inner, height: CARD_HEIGHT - PADDING - 48 };
  return element(
    "g",
    { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    box(0.5, 0.5, CARD_WIDTH - 1, CARD_HEIGHT - 1, CARD, { rx: 8, stroke: LINE }),
    label(name, PADDING, 28, {
      size: 13,
      fit: inner - widthOf(type, 11) - 12,
      fill: INK,
      "font-weight": 700,
    }),
    label(type, CARD_WIDTH - PADDING, 28, { fill: FAINT, "text-anchor": "end" }),
    element("g", { transform: `translate(${PADDING} 48)` }, ...panel(finished, area)),
  );
}
