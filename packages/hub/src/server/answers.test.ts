import fc from "fast-check";
import { expect, test } from "vitest";
import { readRange, saveAsHeader } from "./answers.ts";

test.each([
  ["bytes=0-9", { first: 0, last: 9 }],
  ["bytes=90-", { first: 90, last: 99 }],
  ["bytes=-10", { first: 90, last: 99 }],
  ["bytes=-1000", { first: 0, last: 99 }],
  ["bytes=50-5000", { first: 50, last: 99 }],
  [undefined, undefined],
  ["bytes=-", undefined],
  ["items=0-9", undefined],
  ["bytes=0-1,5-6", undefined],
])("%s of a hundred bytes is %o", (header, slice) => {
  expect(readRange(header, 100)).toEqual(slice);
});

test.each(["bytes=100-", "bytes=9-5", "bytes=-0"])(
  "%s of a hundred bytes cannot be had",
  (header) => {
    expect(() => readRange(header, 100)).toThrow(
      expect.objectContaining({ code: "api/range-not-satisfiable" }),
    );
  },
);

test("nothing of an empty file can be had by range", () => {
  expect(() => readRange("bytes=0-", 0)).toThrow(/0 bytes/);
});

test("any header is a slice of the file, the whole of it, or a problem", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(1000), (header, size) => {
      try {
        const slice = readRange(`bytes=${header}`, size);
        if (slice)
          expect(slice.first >= 0 && slice.last < size && slice.first <= slice.last).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ code: "api/range-not-satisfiable" });
      }
    }),
  );
});

test("any name can be saved under, and none ends the header", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const header = saveAsHeader(name);
      expect(header).toMatch(
        /^attachment; filename="[\w.() -]*"; filename\*=UTF-8''[\w.!~*'()%-]*$/,
      );
    }),
  );
  expect(saveAsHeader('Über "die" Mühle.kml')).toContain("filename*=UTF-8''%C3%9Cber%20%22die%22");
});
