// Is a Host header taken apart without guessing?
import { describe, expect, test } from "vitest";
import { hostName, isLoopback } from "./host-name.ts";

describe("hostName()", () => {
  test.for([
    ["Example.ORG", { name: "example.org", port: null }],
    ["example.org.:80", { name: "example.org", port: "80" }],
    ["[::1]:8460", { name: "[::1]", port: "8460" }],
    ["[::FFFF:127.0.0.1]", { name: "[::ffff:127.0.0.1]", port: null }],
  ] as const)("reads %s", ([header, expected]) => {
    expect(hostName(header)).toEqual(expected);
  });
  test.for([undefined, "", ":80", "a b", "a/b", "a@b", "a:b", "a:123456", "::1", "[::1", "a\\b", "a#b", "."])(
    "finds no host in %j",
    (header) => {
      const host = hostName(header);
      expect(host === null || !isLoopback(host.name)).toBe(true);
      if (header !== ".") expect(host).toBeNull();
    },
  );
});

describe("isLoopback()", () => {
  test.for(["localhost", "x.localhost", "127.0.0.1", "127.255.255.254", "[::1]"])("knows %s", (name) => {
    expect(isLoopback(name)).toBe(true);
  });
  test.for([
    "localhost.org",
    "xlocalhost",
    "127.0.0.1.org",
    "127.1",
    "127.0.0.256",
    "128.0.0.1",
    "[::]",
    "0.0.0.0",
    "",
  ])("does not take %s for it", (name) => {
    expect(isLoopback(name)).toBe(false);
  });
});
