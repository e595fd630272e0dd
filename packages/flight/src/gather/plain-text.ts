/** Text whose ASCII is a byte a character, whatever it was written in. */
export type PlainText = {
  /** Shares memory with the file, unless that is written two bytes a character. */
  readonly bytes: Uint8Array;
  /** Where the text begins: behind the byte-order mark. */
  readonly from: number;
  /** Bytes of a character of the file. */
  readonly width: 1 | 2;
};

/** Takes a file as text: UTF-8, any 8-bit code, or UTF-16 with or without its mark. */
export function plainText(file: Uint8Array): PlainText {
  const { encoding, mark } = encodingOf(file);
  if (encoding === "8 bit") return { bytes: file, from: mark, width: 1 };
  return { bytes: narrowed(file.subarray(mark), encoding), from: 0, width: 2 };
}

type Encoding = "8 bit" | "utf-16le" | "utf-16be";

const marks: readonly { readonly bytes: readonly number[]; readonly encoding: Encoding }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "8 bit" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

function encodingOf(file: Uint8Array): { readonly encoding: Encoding; readonly mark: number } {
  for (const { bytes, encoding } of marks)
    if (bytes.every((byte, at) => file[at] === byte)) return { encoding, mark: bytes.length };
  const [first, second, third, fourth] = file;
  if (first && second === 0 && third && fourth === 0) return { encoding: "utf-16le", mark: 0 };
  if (first === 0 && second && third === 0 && fourth) return { encoding: "utf-16be", mark: 0 };
  return { encoding: "8 bit", mark: 0 };
}

const chunk = 65_536;

/** UTF-16 as UTF-8, which is at most half as long again. */
function narrowed(file: Uint8Array, encoding: Exclude<Encoding, "8 bit">): Uint8Array {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(Math.ceil(file.length * 1.5) + 3);
  let length = 0;
  for (let at = 0; at < file.length; at += chunk) {
    const part = file.subarray(at, at + chunk);
    const text = decoder.decode(part, { stream: at + chunk < file.length });
    length += encoder.encodeInto(text, bytes.subarray(length)).written;
  }
  return bytes.subarray(0, length);
}

/** Where places of the text, in rising order, stand in the file of `size` bytes. */
export function placesInFile(
  { bytes, width }: PlainText,
  places: readonly number[],
  size: number,
): readonly number[] {
  if (width === 1) return places;
  const mark = size % 2 === 0 ? 2 : 0; // a byte more or less is no matter to who looks for it
  let at = 0;
  let units = 0;
  return places.map((place) => {
    for (; at < place; at += 1) units += unitsOf(bytes[at] as number); // places lie in the text
    return Math.min(mark + units * 2, size);
  });
}

/** Of UTF-16, for a byte of UTF-8: a character counts with its first byte. */
function unitsOf(byte: number): number {
  if ((byte & 0xc0) === 0x80) return 0;
  return byte >= 0xf0 ? 2 : 1;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const western = new TextDecoder("windows-1252");
// oxlint-disable-next-line no-control-regex -- they are what is to be taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+/g;

/** A run of the text: UTF-8 if it can be, else Western European. A blank for control characters. */
export function decodeRun(bytes: Uint8Array, from: number, to: number): string {
  return (
    shortText(bytes, from, to) ?? decoded(bytes.subarray(from, to)).replace(controls, " ")
  ).trim();
}

/** Most texts are a few letters, for which decoders are slow; undefined for all others. */
function shortText(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (to - from > 32) return undefined;
  let text = "";
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number; // before the end
    if (byte < 0x20 || byte >= 0x7f) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function decoded(run: Uint8Array): string {
  try {
    return strict.decode(run);
  } catch {
    return western.decode(run); // every byte means something in it
  }
}
