// Made pictures: baseline JPEGs of flat 8 by 8 blocks, enough for any viewer, and small.

/** Red, green and blue, 0 to 255. */
export type Color = readonly [number, number, number];

/** A picture of so many blocks; `colorAt` says what each is. */
export function makeJpeg(
  columns: number,
  lines: number,
  colorAt: (column: number, line: number) => Color,
): Uint8Array {
  const bits = new BitWriter();
  const last = [0, 0, 0];
  for (let line = 0; line < lines; line += 1)
    for (let column = 0; column < columns; column += 1)
      for (const [part, value] of toYcc(colorAt(column, line)).entries()) {
        const level = Math.round(value - 128);
        writeDc(bits, level - (last[part] ?? 0));
        last[part] = level;
        bits.write(0b1010, 4); // end of block
      }
  return Uint8Array.from([...headOf(columns * 8, lines * 8), ...bits.finish(), 0xff, 0xd9]);
}

/** Sky over sand, the sun where `seed` says. */
export function makeView(columns: number, lines: number, seed: number): Uint8Array {
  const sun = [(seed * 7) % columns, 1 + (seed % 2)] as const;
  return makeJpeg(columns, lines, (column, line) => {
    const depth = line / lines;
    if (column === sun[0] && line === sun[1]) return [255, 244, 200];
    if (depth < 0.55) return [110 + 120 * depth, 165 + 60 * depth, 225];
    const wave = 12 * Math.sin(column * 0.9 + seed) + 8 * Math.sin(line * 2.1);
    return [205 + wave - 70 * (depth - 0.5), 170 + wave - 80 * (depth - 0.5), 120 + wave / 2];
  });
}

function toYcc([red, green, blue]: Color): readonly number[] {
  return [
    0.299 * red + 0.587 * green + 0.114 * blue,
    128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
    128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
  ].map((value) => Math.min(255, Math.max(0, value)));
}

/** Codes of ITU T.81 table K.3 by size of the difference: value and length. */
const dcCodes: readonly (readonly [number, number])[] = [
  [0b00, 2],
  [0b010, 3],
  [0b011, 3],
  [0b100, 3],
  [0b101, 3],
  [0b110, 3],
  [0b1110, 4],
  [0b11110, 5],
  [0b111110, 6],
];

function writeDc(bits: BitWriter, difference: number): void {
  const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  const [code, length] = dcCodes[size] as readonly [number, number]; // levels differ by 255 at most
  bits.write(code, length);
  if (size > 0) bits.write(difference < 0 ? difference + (1 << size) - 1 : difference, size);
}

class BitWriter {
  readonly #bytes: number[] = [];
  #held = 0;
  #count = 0;

  write(value: number, length: number): void {
    for (let bit = length - 1; bit >= 0; bit -= 1) {
      this.#held = (this.#held << 1) | ((value >>> bit) & 1);
      this.#count += 1;
      if (this.#count === 8) this.#flush();
    }
  }

  #flush(): void {
    this.#bytes.push(this.#held);
    if (this.#held === 0xff) this.#bytes.push(0);
    this.#held = 0;
    this.#count = 0;
  }

  finish(): readonly number[] {
    while (this.#count > 0) this.write(1, 1);
    return this.#bytes;
  }
}

function headOf(width: number, height: number): readonly number[] {
  const two = (value: number) => [value >>> 8, value & 0xff];
  const segment = (marker: number, content: readonly number[]) => [
    0xff,
    marker,
    ...two(content.length + 2),
    ...content,
  ];
  const jfif = [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
  const parts = [1, 2, 3].flatMap((part) => [part, 0x11, 0]);
  const dcLengths = [0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const acLengths = [0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]; // 1010 is the eleventh
  return [
    0xff,
    0xd8,
    ...segment(0xe0, jfif),
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 8)]), // a level a step
    ...segment(0xc0, [8, ...two(height), ...two(width), 3, ...parts]),
    ...segment(0xc4, [0, ...dcLengths, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    ...segment(0xc4, [0x10, ...acLengths, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
  ];
}
