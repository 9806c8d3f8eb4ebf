// How is the distribution of one column drawn?
import { histogram } from "./bins.mjs";
import { FAINT, INK, MUTED, TRACK, barColor } from "./colors.mjs";
import { compact, counted, measured, percent, whole } from "./format.mjs";
import { quantile } from "./number-store.mjs";
import { box, element, label } from "./svg.mjs";

const CATEGORIES = 5;
const ROW = 20;
const ZERO_WIDTH = 14;
const ZERO_GAP = 8;
const STRIP = 8; // room for the quartiles under the bars

/**
 * @param {{summary: object, sorted: Float64Array | null, entries: [string, object][]}} finished
 * @param {{width: number, height: number}} area to draw in, from its upper left corner
 * @returns {string[]} SVG elements
 */
export function panel({ summary, sorted, entries }, area) {
  if (summary.type === "empty") return [remark("no values", area.height / 2, area)];
  if (sorted !== null && sorted.length > 0) return bars(summary, sorted, area);
  return summary.top.length > 0 ? categories(summary, area) : examples(summary, entries, area);
}

function bars({ type, min, max }, sorted, { width, height }) {
  const { scale, zeros, bins, place } = histogram(sorted, type);
  const left = zeros > 0 ? ZERO_WIDTH + ZERO_GAP : 0;
  const floor = height - 18 - STRIP;
  const room = floor - 12;
  const tallest = Math.max(...bins.map(({ count }) => count));
  const step = (width - left) / bins.length;
  const gap = step > 5 ? 1 : 0.5;
  const color = barColor(type);
  const write = typeof min === "string" ? moment : compact;

  const drawn = bins
    .map(({ from, to, count }, index) => {
      const tall = count === 0 ? 0 : Math.max(1.5, (count / tallest) * room);
      const range = from === to ? write(from) : `${write(from)} to ${write(to)}`;
      const hint = `${range}: ${counted(count, "value")}`;
      return tall === 0 ? "" : box(left + index * step, floor - tall, step - gap, tall, color, { hint, rx: 0.8 });
    })
    .join("");
  const ends = typeof min === "string" ? [min, max].map(day) : numbers(bins[0].from, bins.at(-1).to);
  const axis = { fill: MUTED, size: 10.5 };
  return [
    drawn,
    box(left, floor, width - left, 1, FAINT),
    zeroBar(zeros, sorted.length, tallest, { floor, room }),
    quartiles(sorted, place, { left, width: width - left, y: floor + 5, color }),
    label(ends[0], left, height - 2, axis),
    label(ends[1], width, height - 2, { ...axis, "text-anchor": "end" }),
    scale === "log"
      ? label("log scale", left + (width - left) / 2, height - 2, {
          ...axis,
          fill: FAINT,
          "text-anchor": "middle",
        })
      : "",
  ];
}

/** The zeros beside a logarithmic axis, cut off where they would flatten everything else. */
function zeroBar(zeros, all, tallest, { floor, room }) {
  if (zeros === 0) return "";
  const whole = (zeros / tallest) * room;
  const tall = Math.min(room, Math.max(1.5, whole));
  const top = floor - tall;
  const cut = whole > room;
  return [
    box(0, top, ZERO_WIDTH, tall, FAINT, { hint: `0: ${counted(zeros, "value")}`, rx: 0.8 }),
    box(0, floor, ZERO_WIDTH, 1, FAINT),
    cut ? element("path", { d: `M-1 ${top + 9}l16 -5v3l-16 5z`, fill: "#ffffff" }) : "",
    label(`${percent(zeros / all)} are 0`, 0, top - 4, { size: 9.5, fill: MUTED }),
    label("0", ZERO_WIDTH / 2, floor + STRIP + 16, {
      size: 10.5,
      fill: MUTED,
      "text-anchor": "middle",
    }),
  ].join("");
}

/** A bar from the lower to the upper quartile with the median as a mark. */
function quartiles(sorted, place, { left, width, y, color }) {
  const at = (p) => {
    const value = quantile(sorted, p);
    if (left > 0 && value <= 0) return ZERO_WIDTH / 2;
    return left + Math.min(1, Math.max(0, place(value))) * width;
  };
  const [low, middle, high] = [at(0.25), at(0.5), at(0.75)];
  return (
    box(low, y, Math.max(1, high - low), 3, color, { opacity: 0.35, rx: 1.5 }) +
    box(middle - 1, y - 2, 2, 7, INK, { rx: 1 })
  );
}

function categories({ type, top, distinct, distinct_is_lower_bound }, { width }) {
  const shown = top.slice(0, CATEGORIES).map(({ value, share }) => ({ name: value, share }));
  const rest = distinct - shown.length;
  if (rest > 0) {
    const share = 1 - shown.reduce((sum, each) => sum + each.share, 0);
    const more = distinct_is_lower_bound ? "+" : "";
    const name = `${compact(rest)}${more} other${rest === 1 ? "" : "s"}`;
    shown.push({ name, share: Math.max(0, share), other: true });
  }
  const names = Math.round(width * 0.47);
  const room = width - names - 50;
  const most = shown[0].share;
  return shown.map(({ name, share, other = false }, index) => {
    const y = index * ROW;
    const style = other ? { "font-style": "italic" } : {};
    return [
      label(name, 0, y + 12, { fit: names - 8, fill: other ? MUTED : INK, ...style }),
      ...(other ? [] : categoryBar(names, y + 3, room, share / most, barColor(type))),
      label(percent(share), width, y + 12, { size: 10.5, fill: MUTED, "text-anchor": "end" }),
    ].join("");
  });
}

function categoryBar(x, y, room, part, color) {
  return [box(x, y, room, 11, TRACK, { rx: 2 }), box(x, y, Math.max(1, part * room), 11, color, { rx: 2 })];
}

function examples({ distinct, distinct_is_lower_bound }, entries, area) {
  const count = distinct_is_lower_bound ? `at least ${whole(distinct)}` : whole(distinct);
  const head = distinct === 1 ? "one value" : `${count} values, none twice`;
  return [
    remark(head, 30, area),
    ...entries.slice(0, 3).map(([text], index) =>
      label(text, area.width / 2, 54 + index * 17, {
        fit: area.width,
        fill: FAINT,
        "text-anchor": "middle",
      }),
    ),
  ];
}

function remark(text, y, { width }) {
  return label(text, width / 2, y, { size: 12.5, fill: MUTED, "text-anchor": "middle" });
}

/** The ends of an axis in numbers, with more digits where few would make them look the same. */
function numbers(low, high) {
  const short = [low, high].map(compact);
  return short[0] === short[1] && low < high ? [low, high].map(measured) : short;
}

/** The day alone where an axis ends; it has no room for the hour. */
function day(text) {
  return text.slice(0, 10);
}

function moment(ms) {
  return new Date(ms).toISOString().slice(0, 16).replace("T", " ").replace(" 00:00", "");
}
