// How is a drawing put together, whatever texts a stranger's file brings?

// Characters that XML forbids, and those that would hide or reorder a label.
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uFFFE\uFFFF]+/gu;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const NARROW = 0.53; // mean width of a character of a sans-serif face, in em
const WIDE = 1; // of a CJK one, or an emoji

/** A text as XML character data or attribute value. */
export function escape(text) {
  return String(text)
    .replace(FORBIDDEN, " ")
    .replace(/[&<>"]/g, (character) => ENTITIES[character]);
}

/** One element; numbers are rounded to tenths. Inline attributes only: no style sheet is allowed. */
export function element(name, attributes, ...children) {
  const written = Object.entries(attributes).map(([key, value]) => {
    const short = typeof value === "number" ? Number(value.toFixed(1)) : escape(value);
    return ` ${key}="${short}"`;
  });
  const inside = children.flat().join("");
  return inside === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside}</${name}>`;
}

/** A box; `hint` is shown by browsers when the pointer rests on it. */
export function box(x, y, width, height, fill, { hint, ...more } = {}) {
  const children = hint === undefined ? [] : [`<title>${escape(hint)}</title>`];
  return element("rect", { x, y, width, height, fill, ...more }, ...children);
}

/** A line of text, cut with an ellipsis where it would be wider than `fit` pixels. */
export function label(text, x, y, { size = 11, fit = Infinity, ...more } = {}) {
  const shown = fitted(String(text), fit / size);
  return element("text", { x, y, "font-size": size, ...more }, escape(shown));
}

/** The pixels that a text takes, about. */
export function widthOf(text, size) {
  return Array.from(text, ems).reduce((sum, width) => sum + width, 0) * size;
}

function fitted(text, room) {
  const characters = Array.from(text.replace(FORBIDDEN, " "));
  let width = 0;
  for (const [index, character] of characters.entries()) {
    width += ems(character);
    if (width > room)
      return `${characters
        .slice(0, Math.max(0, index - 1))
        .join("")
        .trimEnd()}…`;
  }
  return text;
}

function ems(character) {
  const point = character.codePointAt(0);
  if (point >= 0x1100) return WIDE;
  return /[A-Z@%WMmw]/.test(character) ? NARROW * 1.3 : NARROW;
}
