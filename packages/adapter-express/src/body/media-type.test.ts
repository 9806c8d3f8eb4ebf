// Are content types read as RFC 9110 says?
import { describe, expect, test } from "vitest";
import { mediaType } from "./media-type.ts";

describe("mediaType()", () => {
  test.for([
    ["application/json", "application/json", {}],
    ["Application/JSON ; Charset=UTF-8", "application/json", { charset: "UTF-8" }],
    ['multipart/form-data; boundary="a;b\\"c"', "multipart/form-data", { boundary: 'a;b"c' }],
    ["multipart/form-data;boundary=a;boundary=b", "multipart/form-data", { boundary: "a" }],
    ["multipart/form-data; boundary", "multipart/form-data", {}],
  ] as const)("reads %s", ([header, name, parameters]) => {
    const type = mediaType(header);
    expect(type?.name).toBe(name);
    expect(Object.fromEntries(type?.parameters ?? [])).toEqual(parameters);
  });
  test.for([undefined, "", " ", "; charset=utf-8"])("finds none in %j", (header) => {
    expect(mediaType(header)).toBeNull();
  });
});
