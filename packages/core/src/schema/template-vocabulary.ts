// Which functions, filters and tests does the template engine have of its own?

/** Constants, functions, and what loops and macros bring with them. */
export const TEMPLATE_GLOBALS: readonly string[] = words(
  "true false none True False None range namespace raise_exception strftime_now loop caller",
);

/** Each works on some types of values. */
export const TEMPLATE_FILTERS: readonly string[] = words(
  "abs bool capitalize default dictsort first float get indent int items join keys last length list lower map",
  "rejectattr replace reverse safe selectattr sort string title tojson trim unique upper values",
);

export const TEMPLATE_TESTS: readonly string[] = words(
  "boolean callable defined even false integer iterable lower mapping none number odd sequence string true",
  "undefined upper",
);

function words(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(" "));
}
