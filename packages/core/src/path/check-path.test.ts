import { posix, win32 } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPath, isSafeRelativePath } from "./check-path.ts";
import { DEFAULT_PATH_LIMITS } from "./path-limits.ts";

function codes(path: string, limits = DEFAULT_PATH_LIMITS): string[] {
  return checkPath(path, limits).map((each) => each.code);
}

describe("checkPath() accepts", () => {
  test.each([
    "a",
    "skill/SKILL.md",
    "a/b/c.tar.gz",
    ".gitignore",
    "..hidden",
    "a/...b",
    "with space.txt",
    "Übung/Größe.md",
    "日本語.txt",
    "❤️.md",
    "naïve café.txt",
    "COM",
    "COM10.txt",
    "com¹0",
    "CONSOLE",
    "console.log",
    "nulls",
    "a-b_c+d=e,f;g'h(i)[j]{k}!@#$%&^`",
    "notes~",
    "backup~1.json",
    "longer-name~1",
    "a.b~1",
    "x~1y",
    "file.txt.~1~",
    "__proto",
    "proto__",
    "constructor",
    "⁄ fraction",
  ])("%j", (path) => {
    expect(codes(path)).toEqual([]);
    expect(isSafeRelativePath(path)).toBe(true);
  });
});

describe("checkPath() refuses", () => {
  test.each([
    ["", ["PATH_EMPTY"]],
    ["/", ["PATH_ABSOLUTE"]],
    ["/etc/passwd", ["PATH_ABSOLUTE"]],
    ["//server/share", ["PATH_ABSOLUTE"]],
    ["//", ["PATH_ABSOLUTE"]],
    ["C:", ["PATH_ABSOLUTE", "PATH_RESERVED_CHARACTER"]],
    ["z:/x", ["PATH_ABSOLUTE", "PATH_RESERVED_CHARACTER"]],
    ["ab:c", ["PATH_RESERVED_CHARACTER"]],
    ["..", ["PATH_TRAVERSAL"]],
    ["../x", ["PATH_TRAVERSAL"]],
    ["a/../b", ["PATH_TRAVERSAL"]],
    ["a/..", ["PATH_TRAVERSAL"]],
    [".", ["PATH_DOT_SEGMENT"]],
    ["./a", ["PATH_DOT_SEGMENT"]],
    ["a/./b", ["PATH_DOT_SEGMENT"]],
    ["a//b", ["PATH_EMPTY_SEGMENT"]],
    ["a/", ["PATH_EMPTY_SEGMENT"]],
    ["/a//b", ["PATH_ABSOLUTE", "PATH_EMPTY_SEGMENT"]],
    ["a\\b", ["PATH_BACKSLASH"]],
    ["..\\x", ["PATH_BACKSLASH"]],
    ["a\0b", ["PATH_CHARACTER"]],
    ["a\nb", ["PATH_CHARACTER"]],
    ["a\u007Fb", ["PATH_CHARACTER"]],
    ["a\u0085b", ["PATH_CHARACTER"]],
    ["a\u200Bb", ["PATH_CHARACTER"]],
    ["a\u202Egpj.exe", ["PATH_CHARACTER"]],
    ["a\u2028b", ["PATH_CHARACTER"]],
    ["a\u2029b", ["PATH_CHARACTER"]],
    ["a\uFEFFb", ["PATH_CHARACTER"]],
    ["a\u00ADb", ["PATH_CHARACTER"]],
    ["a\uFFFDb", ["PATH_CHARACTER"]],
    ["a\uE000b", ["PATH_CHARACTER"]],
    ["a\uD800b", ["PATH_CHARACTER"]],
    ["a\uFFFEb", ["PATH_CHARACTER"]],
    ["a\u3164b", ["PATH_CHARACTER"]],
    ["a\u{E0041}b", ["PATH_CHARACTER"]],
    ["a\u{10FFFF}b", ["PATH_CHARACTER"]],
    ["a<b", ["PATH_RESERVED_CHARACTER"]],
    ["a>b", ["PATH_RESERVED_CHARACTER"]],
    ['a"b', ["PATH_RESERVED_CHARACTER"]],
    ["a|b", ["PATH_RESERVED_CHARACTER"]],
    ["a?b", ["PATH_RESERVED_CHARACTER"]],
    ["a*b", ["PATH_RESERVED_CHARACTER"]],
    ["x/file.txt:stream", ["PATH_RESERVED_CHARACTER"]],
    ["a.", ["PATH_NAME_EDGE"]],
    ["a.. ", ["PATH_NAME_EDGE"]],
    ["...", ["PATH_NAME_EDGE"]],
    ["a ", ["PATH_NAME_EDGE"]],
    [" a", ["PATH_NAME_EDGE"]],
    [" ", ["PATH_NAME_EDGE"]],
    ["a /b", ["PATH_NAME_EDGE"]],
    ["a/ b/c", ["PATH_NAME_EDGE"]],
    ["con", ["PATH_DEVICE_NAME"]],
    ["x/PRN/y", ["PATH_DEVICE_NAME"]],
    ["Aux.txt", ["PATH_DEVICE_NAME"]],
    ["nul.tar.gz", ["PATH_DEVICE_NAME"]],
    ["nul .txt", ["PATH_DEVICE_NAME"]],
    ["CLOCK$", ["PATH_DEVICE_NAME"]],
    ["conin$", ["PATH_DEVICE_NAME"]],
    ["CONOUT$.x", ["PATH_DEVICE_NAME"]],
    ["com0", ["PATH_DEVICE_NAME"]],
    ["COM9.log", ["PATH_DEVICE_NAME"]],
    ["lpt1", ["PATH_DEVICE_NAME"]],
    ["com¹", ["PATH_DEVICE_NAME"]],
    ["LPT²", ["PATH_DEVICE_NAME"]],
    ["lpt³.x", ["PATH_DEVICE_NAME"]],
    ["progra~1", ["PATH_SHORT_NAME"]],
    ["a/GIT~1/b", ["PATH_SHORT_NAME"]],
    ["readme~2.md", ["PATH_SHORT_NAME"]],
    ["a~12.txt", ["PATH_SHORT_NAME"]],
    ["~1", ["PATH_SHORT_NAME"]],
    ["a~1.", ["PATH_NAME_EDGE", "PATH_SHORT_NAME"]],
    ["__proto__", ["PATH_PROTO"]],
    ["a/__proto__/b", ["PATH_PROTO"]],
  ])("%j as %j", (path, expected) => {
    expect(codes(path)).toEqual(expected);
    expect(isSafeRelativePath(path)).toBe(false);
  });
});

test("`checkPath()` says where and why, with nothing that acts on a screen", () => {
  expect(checkPath("a\u202Eb/../x")).toEqual([
    {
      code: "PATH_CHARACTER",
      severity: "error",
      entry: "a\\u{202E}b/../x",
      line: null,
      column: null,
      pointer: null,
      message:
        'Cannot use the path "a\\u{202E}b/../x": it holds \\u{202E}, which is invisible, undefined or a control.',
      hint: null,
    },
    expect.objectContaining({
      code: "PATH_TRAVERSAL",
      message: 'Cannot use the path "a\\u{202E}b/../x": it has a `..` segment.',
    }),
  ]);
});

test.each([
  ["", "it is empty"],
  ["/a", "it starts with a slash"],
  ["c:a", "it starts with a drive letter"],
  ["a//b", "it has an empty segment"],
  ["./a", "it has a `.` segment"],
  ["__proto__", "it has a segment `__proto__`"],
  ["a\\b", "it holds a backslash"],
  ["a?b", "it holds ?, which Windows does not allow in names"],
  ["x/a ", '"a " starts with a space, or ends with a dot, a space or a version such as ";1"'],
  ["x/nul.c", '"nul.c" is a device on Windows'],
  ["x/y~1", '"y~1" has the form of a Windows short name'],
])("`checkPath(%j)` says that %s", (path, why) => {
  expect(checkPath(path)[0]?.message).toBe(`Cannot use the path "${path}": ${why}.`);
});

describe("checkPath() counts", () => {
  const limits = { maxPathBytes: 12, maxDepth: 3 };

  test("the bytes of a path in UTF-8", () => {
    expect(codes("a".repeat(12), limits)).toEqual([]);
    expect(codes("ü".repeat(6), limits)).toEqual([]);
    expect(checkPath("a".repeat(13), limits)[0]?.message).toContain("it has 13 bytes, and at most 12 are allowed");
    expect(codes("ü".repeat(6) + "a", limits)).toEqual(["PATH_TOO_LONG"]);
  });

  test("the names of a path", () => {
    expect(codes("a/b/c", limits)).toEqual([]);
    expect(checkPath("a/b/c/d", limits)[0]?.message).toContain("it is 4 names deep, and at most 3 are allowed");
    expect(codes("a/b/c/d", limits)).toEqual(["PATH_TOO_DEEP"]);
  });

  test("the bytes of each name", () => {
    expect(codes(`x/${"a".repeat(255)}`)).toEqual([]);
    expect(checkPath(`x/${"a".repeat(256)}`)[0]?.message).toContain(
      "one of its names has 256 bytes, and at most 255 are allowed",
    );
    expect(codes(`${"ü".repeat(128)}/x`)).toEqual(["PATH_SEGMENT_TOO_LONG"]);
  });

  test("with 512 bytes and 32 names when nothing else is asked", () => {
    expect(codes(Array(32).fill("a").join("/"))).toEqual([]);
    expect(codes(Array(33).fill("a").join("/"))).toEqual(["PATH_TOO_DEEP"]);
    const long = `${"a".repeat(255)}/${"b".repeat(255)}`;
    expect(codes(`${long}/`.slice(0, 511) + "c")).toEqual(["PATH_SEGMENT_TOO_LONG"]);
    expect(codes(`${"a".repeat(200)}/${"b".repeat(200)}/${"c".repeat(110)}`)).toEqual([]);
    expect(codes(`${"a".repeat(200)}/${"b".repeat(200)}/${"c".repeat(111)}`)).toEqual(["PATH_TOO_LONG"]);
  });
});

const nasty = fc.string({
  unit: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "..",
        ".",
        "/",
        "\\",
        "//",
        "C:",
        "a",
        "b",
        " ",
        "~1",
        "nul",
        "\0",
        "\uFF0F",
        "\u2215",
        "\uFF0E",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 2 }) },
  ),
  maxLength: 8,
});

test("no accepted path leads out of any folder, on POSIX or Windows", () => {
  fc.assert(
    fc.property(
      nasty,
      fc.constantFrom("/srv/data", "/", "C:\\data", "\\\\host\\share\\x", "relative"),
      (path, root) => {
        if (!isSafeRelativePath(path)) return;
        for (const system of [posix, win32]) {
          const base = system.resolve(root);
          const target = system.resolve(base, path);
          expect(system.isAbsolute(path)).toBe(false);
          expect(target).not.toBe(base);
          const below = base.endsWith(system.sep) ? base : base + system.sep;
          expect(target).toBe(below + path.replaceAll("/", system.sep));
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("`checkPath()` also looks at what a path is when it is composed", () => {
  expect(codes("CLOC\u212A$")).toEqual(["PATH_DEVICE_NAME"]);
  expect(codes("a\u037E1")).toEqual(["PATH_NAME_EDGE"]);
  // Composition makes two characters of this one.
  expect(codes("\u0958".repeat(42))).toEqual([]);
  expect(codes("\u0958".repeat(43))).toEqual(["PATH_SEGMENT_TOO_LONG"]);
  fc.assert(
    fc.property(nasty, (path) => {
      if (isSafeRelativePath(path)) expect(codes(path.normalize("NFC"))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test("`isSafeRelativePath()` is true exactly when `checkPath()` finds nothing", () => {
  fc.assert(
    fc.property(nasty, (path) => isSafeRelativePath(path) === (checkPath(path).length === 0)),
    { numRuns: 2000 },
  );
});

test("each code of a path is told once", () => {
  fc.assert(fc.property(nasty, (path) => new Set(codes(path)).size === codes(path).length));
});
