import { collect, equalBytes, isProblem, type ByteRange } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodePrimitives as primitives } from "../node/primitives.ts";
import { oneBlock } from "./chunks.ts";
import { openPayloadRange, sealedSize, sealPayload } from "./payload.ts";

const fileKey = primitives.random(16);
const sample = Uint8Array.from({ length: 3 * 65_536 }, (_, at) => (at * 131) ^ (at >> 8));

const seal = (bytes: Uint8Array) =>
  collect(sealPayload({ fileKey, bytes: oneBlock(bytes), primitives }));

/** Reads from `payload`, and remembers which bytes were asked for. */
function reader(payload: Uint8Array) {
  const ranges: ByteRange[] = [];
  return {
    ranges,
    read: (range: ByteRange) => {
      ranges.push(range);
      return oneBlock(payload.slice(range.first, (range.last ?? payload.length) + 1));
    },
  };
}

const sizes = fc.oneof(
  fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, sample.length),
  fc.nat(sample.length),
);

test("any range of any payload is the same as that part of the content", async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(200_000), fc.nat(200_000), async (size, first, length) => {
      const content = sample.subarray(0, size);
      const { read } = reader(await seal(content));
      const range = { first, last: first + length };
      const bytes = await collect(openPayloadRange({ fileKey, primitives, size, range, read }));
      expect(equalBytes(bytes, content.subarray(first, first + length + 1))).toBe(true);
      const rest = openPayloadRange({ fileKey, primitives, size, range: { first }, read });
      expect(equalBytes(await collect(rest), content.subarray(first))).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("only the chunks that are needed are read", async () => {
  const { read, ranges } = reader(await seal(sample));
  const range = { first: 65_536, last: 65_536 };
  await collect(openPayloadRange({ fileKey, primitives, size: sample.length, range, read }));
  expect(ranges).toEqual([
    { first: 0, last: 15 },
    { first: 16 + 65_552, last: 16 + 2 * 65_552 - 1 },
  ]);
});

test("a changed byte in the range gives a problem, and one outside it none", async () => {
  const payload = await seal(sample);
  const range = { first: 65_536, last: 131_071 };
  await fc.assert(
    fc.asyncProperty(fc.nat(payload.length - 1), async (at) => {
      const changed = payload.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { read } = reader(changed);
      const opening = collect(
        openPayloadRange({ fileKey, primitives, size: sample.length, range, read }),
      );
      const isInside = at < 16 || (at >= 16 + 65_552 && at < 16 + 2 * 65_552);
      if (isInside) await expect(opening).rejects.toMatchObject({ code: "vault/damaged-payload" });
      else expect(equalBytes(await opening, sample.subarray(65_536, 131_072))).toBe(true);
    }),
    { examples: [[0], [15], [16], [65_567], [65_568], [131_119], [131_120]] },
  );
});

test("a payload cut short gives a problem where the range needs what is missing", async () => {
  const payload = await seal(sample);
  await fc.assert(
    fc.asyncProperty(fc.nat(payload.length - 1), async (length) => {
      const { read } = reader(payload.slice(0, length));
      const range = { first: 0 };
      const opening = collect(
        openPayloadRange({ fileKey, primitives, size: sample.length, range, read }),
      );
      await expect(opening).rejects.toSatisfy((error) => isProblem(error));
    }),
  );
});

test("the final chunk opens as the final one only", async () => {
  const { read } = reader(await seal(sample.subarray(0, 2 * 65_536)));
  const opening = openPayloadRange({
    fileKey,
    primitives,
    size: sample.length, // a lie: it would make the last chunk there a middle one
    range: { first: 65_536, last: 131_071 },
    read,
  });
  await expect(collect(opening)).rejects.toMatchObject({ code: "vault/damaged-payload" });
});

test.each([
  { first: -1 },
  { first: 0.5 },
  { first: Number.NaN },
  { first: 0, last: Number.POSITIVE_INFINITY },
])("%o is not a range", async (range) => {
  const { read } = reader(await seal(sample));
  const opening = openPayloadRange({ fileKey, primitives, size: 10, range, read });
  await expect(collect(opening)).rejects.toMatchObject({ code: "vault/bad-range" });
});

test("the size of a payload is known before it is sealed", async () => {
  for (const size of [0, 1, 65_535, 65_536, 65_537, 131_072, 131_073])
    expect((await seal(sample.subarray(0, size))).length).toBe(sealedSize(size));
});
