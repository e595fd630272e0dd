/** A file of a zip: where its packed bytes lie, and how it is called. */
export type ZipEntry = {
  readonly name: string;
  readonly from: number;
  /** Of the packed bytes, or of what is left of the file where the zip is damaged. */
  readonly length: number;
  readonly isPacked: boolean;
};

/** Source: APPNOTE 6.3 §4.3.7, §4.3.12, §4.3.16; all numbers little-endian. */
const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;

/** More entries than this are not looked at. */
const mostEntries = 4096;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length > 30 && viewOf(bytes).getUint32(0, true) === localHeader;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The files of a zip by its directory; by what stands before each of them, where that is lost. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const listed = listedEntries(bytes);
  return listed.length > 0 ? listed : foundEntries(bytes);
}

/** A comment of at most 65,535 bytes may stand behind it. */
function findDirectory(
  view: DataView,
): { readonly at: number; readonly count: number } | undefined {
  const least = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= least; at -= 1)
    if (view.getUint32(at, true) === endOfDirectory)
      return { at: view.getUint32(at + 16, true), count: view.getUint16(at + 10, true) };
  return undefined;
}

function listedEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = viewOf(bytes);
  const directory = findDirectory(view);
  const entries: ZipEntry[] = [];
  let at = directory?.at ?? 0;
  for (let entry = 0; entry < Math.min(directory?.count ?? 0, mostEntries); entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== centralHeader) break;
    const length = view.getUint16(at + 28, true);
    const name = nameAt(bytes, at + 46, length);
    const found = entryAt(bytes, view.getUint32(at + 42, true), view.getUint32(at + 20, true));
    if (found) entries.push({ ...found, name });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Says only so many bytes follow what stands before them as there are. */
function entryAt(bytes: Uint8Array, at: number, stated: number): ZipEntry | undefined {
  if (at + 30 > bytes.length) return undefined;
  const view = viewOf(bytes);
  const flags = view.getUint16(at + 6, true);
  const method = view.getUint16(at + 8, true);
  const isSealed = (flags & 1) !== 0;
  if (view.getUint32(at, true) !== localHeader || isSealed || (method !== 0 && method !== 8))
    return undefined;
  const nameLength = view.getUint16(at + 26, true);
  const from = at + 30 + nameLength + view.getUint16(at + 28, true);
  if (from >= bytes.length) return undefined;
  return {
    name: nameAt(bytes, at + 30, nameLength),
    from,
    length: Math.min(stated, bytes.length - from),
    isPacked: method === 8,
  };
}

/** Without a directory: what says its length has it, all else goes on to the end of the file. */
function foundEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = bytes.indexOf(0x50);
  while (at >= 0 && at + 30 <= bytes.length && entries.length < mostEntries) {
    const isHeader = view.getUint32(at, true) === localHeader;
    const stated = isHeader ? view.getUint32(at + 18, true) : 0;
    const found = isHeader ? entryAt(bytes, at, stated || bytes.length) : undefined;
    if (found) entries.push(found);
    at = bytes.indexOf(0x50, found && stated > 0 ? found.from + found.length : at + 1);
  }
  return entries;
}

function nameAt(bytes: Uint8Array, from: number, length: number): string {
  return new TextDecoder().decode(bytes.subarray(from, Math.min(from + length, bytes.length)));
}
