/** Where the data section begins: at the first message that is no definition, §"Data Section". */
const definitions: ReadonlySet<string> = new Set(["B", "F", "I", "M", "P", "Q"]);

/** Where a message of a kind has its time, from its own beginning. */
const timeAt: Readonly<Record<string, number>> = { D: 5, L: 4, C: 6 };

/** A PX4 log with its data many times over, each behind the one before in time. */
export function tileUlog(bytes: Uint8Array, times: number): Uint8Array {
  const spans = messagesOf(bytes);
  const start = spans.find(({ kind }) => !definitions.has(kind))?.at ?? bytes.length;
  const data = spans.filter(({ at }) => at >= start);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const stamps = data.flatMap(({ at, kind }) => {
    const offset = timeAt[kind];
    return offset === undefined ? [] : [Number(view.getBigUint64(at + offset, true))];
  });
  const lasts = stamps.reduce((last, stamp) => Math.max(last, stamp), 0) - (stamps[0] ?? 0) + 1000;
  const again = data.filter(({ kind }) => kind !== "A"); // whoever has subscribed stays so
  const length = again.reduce((sum, { end, at }) => sum + end - at, 0);
  const end = data.at(-1)?.end ?? start;
  const tiled = new Uint8Array(end + (times - 1) * length);
  const into = new DataView(tiled.buffer);
  tiled.set(bytes.subarray(0, end));
  let to = end;
  for (let turn = 1; turn < times; turn += 1)
    for (const span of again) {
      tiled.set(bytes.subarray(span.at, span.end), to);
      const offset = timeAt[span.kind];
      if (offset !== undefined) {
        const stamp = view.getBigUint64(span.at + offset, true);
        into.setBigUint64(to + offset, stamp + BigInt(turn * lasts), true);
      }
      to += span.end - span.at;
    }
  return tiled;
}

type Span = { readonly kind: string; readonly at: number; readonly end: number };

function messagesOf(bytes: Uint8Array): readonly Span[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const spans: Span[] = [];
  for (let at = 16; at + 3 <= bytes.length;) {
    const end = at + 3 + view.getUint16(at, true);
    if (end > bytes.length) break;
    spans.push({ kind: String.fromCharCode(view.getUint8(at + 2)), at, end });
    at = end;
  }
  return spans;
}

/** A telemetry log many times over: each entry begins with its time, microseconds, big-endian. */
export function tileTlog(bytes: Uint8Array, times: number): Uint8Array {
  const entries = entriesOf(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [first, last] = [entries[0] ?? 0, entries.at(-1) ?? 0];
  const lasts = view.getBigUint64(last) - view.getBigUint64(first) + 1000n;
  const tiled = new Uint8Array(bytes.length * times);
  const into = new DataView(tiled.buffer);
  for (let turn = 0; turn < times; turn += 1) {
    tiled.set(bytes, turn * bytes.length);
    for (const at of entries)
      into.setBigUint64(turn * bytes.length + at, view.getBigUint64(at) + BigInt(turn) * lasts);
  }
  return tiled;
}

/** Where each entry begins; the log is whole. */
function entriesOf(bytes: Uint8Array): readonly number[] {
  const entries: number[] = [];
  for (let at = 0; at + 10 < bytes.length;) {
    const payload = bytes[at + 9] ?? 0;
    const isSigned = bytes[at + 8] === 0xfd && ((bytes[at + 10] ?? 0) & 1) === 1;
    entries.push(at);
    at += 8 + (bytes[at + 8] === 0xfd ? 12 + (isSigned ? 13 : 0) : 8) + payload;
  }
  return entries;
}
