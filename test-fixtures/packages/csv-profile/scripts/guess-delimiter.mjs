// Which character stands between the fields of this file?
import { csvParser } from "./parse-csv.mjs";
import { readText } from "./read-text.mjs";

const SAMPLE_BYTES = 256 * 1024;
const CANDIDATES = [",", "\t", ";", "|"];

/**
 * The delimiter under which the most records of the file's beginning have as many fields as the
 * header; of equals, the one with more fields. A file without any has one column, and gets ",".
 * @param {string} path of the file
 * @returns {string} one character
 */
export function guessDelimiter(path) {
  let sample = "";
  let read = 0;
  for (const { text, bytes } of readText(path, SAMPLE_BYTES)) {
    sample += text;
    read = bytes;
  }
  let best = { delimiter: ",", share: 0, fields: 1 };
  for (const delimiter of CANDIDATES) {
    const { share, fields } = fit(sample, delimiter, read === SAMPLE_BYTES);
    if (fields < 2) continue;
    if (share > best.share || (share === best.share && fields > best.fields)) {
      best = { delimiter, share, fields };
    }
  }
  return best.delimiter;
}

function fit(sample, delimiter, cut) {
  const counts = [];
  const parser = csvParser(delimiter, (fields, _line, blank) => {
    if (!blank) counts.push(fields.length);
  });
  parser.push(sample);
  // The last record of a cut sample may be half of one.
  if (!cut) parser.end();
  const fields = counts[0] ?? 0;
  return { fields, share: counts.filter((count) => count === fields).length / counts.length };
}
