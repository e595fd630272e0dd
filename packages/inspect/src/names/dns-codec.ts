/** DNS: the little that a gateway speaks, and what anyone else may say. RFC 1035. */
export type Question = {
  readonly id: number;
  readonly recursion: boolean;
  /** Lower case, without the final dot. */
  readonly name: string;
  readonly type: number;
};

export type Address = { readonly address: string; readonly ttl: number };

export type Reply = {
  readonly id: number;
  readonly code: number;
  readonly name: string;
  readonly type: number;
  /** Aliases that stand between the name asked for and the addresses. */
  readonly aliases: readonly string[];
  readonly addresses: readonly Address[];
};

export const recordTypes = { a: 1, alias: 5, aaaa: 28 } as const;
export const codes = { fine: 0, failed: 2, noSuchName: 3, notImplemented: 4, refused: 5 } as const;

const headerBytes = 12;
const internet = 1;
const longestName = 253;
const mostAnswers = 64;
const mostJumps = 16;

/** One question, in a message that asks; undefined for anything else. Never throws. */
export function readQuestion(bytes: Uint8Array): Question | undefined {
  const head = readHead(bytes);
  if (!head || head.isReply || head.opcode !== 0 || head.questions !== 1) return undefined;
  const asked = readAsked(bytes);
  if (!asked || asked.class !== internet) return undefined;
  const { name, type } = asked;
  return { id: head.id, recursion: head.recursion, name, type };
}

export function writeQuestion({ id, recursion, name, type }: Question): Uint8Array {
  return Uint8Array.from([
    ...two(id),
    recursion ? 1 : 0,
    0,
    ...two(1),
    ...two(0),
    ...two(0),
    ...two(0),
    ...writeName(name),
    ...two(type),
    ...two(internet),
  ]);
}

/** An answer to a question: addresses, or a code that says why there are none. */
export function writeReply(
  question: Question,
  code: number,
  addresses: readonly Address[] = [],
): Uint8Array {
  const { id, recursion, name, type } = question;
  const flags = [0x80 | (recursion ? 1 : 0), 0x80 | code];
  const answers = addresses.flatMap(({ address, ttl }) => {
    const bytes = addressBytes(address);
    return [
      0xc0,
      headerBytes,
      ...two(type),
      ...two(internet),
      ...four(ttl),
      ...two(bytes.length),
      ...bytes,
    ];
  });
  return Uint8Array.from([
    ...two(id),
    ...flags,
    ...two(1),
    ...two(addresses.length),
    ...two(0),
    ...two(0),
    ...writeName(name),
    ...two(type),
    ...two(internet),
    ...answers,
  ]);
}

/**
 * The addresses that a reply gives the name asked for, along its aliases; nothing that it says of
 * other names. Undefined where it is no reply to one question. Never throws.
 */
export function readReply(bytes: Uint8Array): Reply | undefined {
  const head = readHead(bytes);
  const asked = readAsked(bytes);
  if (!head?.isReply || head.questions !== 1 || !asked || asked.class !== internet)
    return undefined;
  const answers = readAnswers(bytes, asked.end, head.answers);
  const { name, type } = asked;
  const aliases: string[] = [];
  let current = name;
  for (let jump = 0; jump < mostJumps; jump += 1) {
    const next = answers.find((row) => row.type === recordTypes.alias && row.name === current);
    if (next?.target === undefined || aliases.includes(next.target)) break;
    current = next.target;
    aliases.push(current);
  }
  const addresses = answers.flatMap(({ name: of, type: its, address, ttl }) =>
    of === current && its === type && address !== undefined ? [{ address, ttl }] : [],
  );
  return { id: head.id, code: head.code, name, type, aliases, addresses };
}

type Answer = {
  readonly name: string;
  readonly type: number;
  readonly ttl: number;
  readonly target?: string;
  readonly address?: string;
};

function readAnswers(bytes: Uint8Array, from: number, count: number): readonly Answer[] {
  const answers: Answer[] = [];
  let offset = from;
  for (let turn = 0; turn < Math.min(count, mostAnswers); turn += 1) {
    const name = readName(bytes, offset);
    if (!name || name.end + 10 > bytes.length) break;
    const fixed = name.end;
    const [type, size] = [twoAt(bytes, fixed), twoAt(bytes, fixed + 8)];
    const body = fixed + 10;
    if (body + size > bytes.length) break;
    const ttl = ((twoAt(bytes, fixed + 4) & 0x7fff) << 16) | twoAt(bytes, fixed + 6);
    const target = type === recordTypes.alias ? readName(bytes, body)?.name : undefined;
    const address = readAddress(type, bytes.subarray(body, body + size));
    if (twoAt(bytes, fixed + 2) === internet)
      answers.push({
        name: name.name,
        type,
        ttl,
        ...(target === undefined ? {} : { target }),
        ...(address === undefined ? {} : { address }),
      });
    offset = body + size;
  }
  return answers;
}

export function readHead(bytes: Uint8Array) {
  if (bytes.length < headerBytes || bytes.length > 65_535) return undefined;
  const [high, low] = [bytes[2] ?? 0, bytes[3] ?? 0];
  return {
    id: twoAt(bytes, 0),
    isReply: (high & 0x80) !== 0,
    opcode: (high >> 3) & 15,
    recursion: (high & 1) !== 0,
    code: low & 15,
    questions: twoAt(bytes, 4),
    answers: twoAt(bytes, 6),
  };
}

function readAsked(bytes: Uint8Array) {
  const name = readName(bytes, headerBytes);
  if (!name || name.end + 4 > bytes.length) return undefined;
  return {
    name: name.name,
    type: twoAt(bytes, name.end),
    class: twoAt(bytes, name.end + 2),
    end: name.end + 4,
  };
}

/** A name as hosts have one, in lower case; undefined for any other. */
function readName(bytes: Uint8Array, from: number): { name: string; end: number } | undefined {
  const read = readLabels(bytes, from);
  if (!read?.labels.every((label) => /^[\x21-\x2d\x2f-\x7e]+$/.test(label))) return undefined;
  return { name: read.labels.join(".").toLowerCase(), end: read.end };
}

/** Follows pointers backwards only, so that none runs in a circle. One character a byte. */
export function readLabels(
  bytes: Uint8Array,
  from: number,
): { readonly labels: readonly string[]; readonly end: number } | undefined {
  const labels: string[] = [];
  let [offset, end, before] = [from, -1, from];
  for (let length = 0; length <= longestName;) {
    const size = bytes[offset];
    if (size === undefined) return undefined;
    if ((size & 0xc0) === 0xc0) {
      const target = twoAt(bytes, offset) & 0x3fff;
      if (offset + 2 > bytes.length || target >= before) return undefined;
      if (end < 0) end = offset + 2;
      [offset, before] = [target, target];
      continue;
    }
    if (size === 0) return { labels, end: end < 0 ? offset + 1 : end };
    if (size > 63 || offset + 1 + size > bytes.length) return undefined;
    let label = "";
    for (let place = offset + 1; place <= offset + size; place += 1)
      label += String.fromCharCode(bytes[place] as number); // checked above
    labels.push(label);
    length += size + 1;
    offset += size + 1;
  }
  return undefined;
}

function writeName(name: string): readonly number[] {
  const labels = name === "" ? [] : name.split(".");
  return [...labels.flatMap((label) => [label.length, ...bytesOf(label)]), 0];
}

function bytesOf(label: string): readonly number[] {
  return Array.from(label, (character) => character.charCodeAt(0) & 255);
}

export function readAddress(type: number, bytes: Uint8Array): string | undefined {
  if (type === recordTypes.a && bytes.length === 4) return bytes.join(".");
  if (type !== recordTypes.aaaa || bytes.length !== 16) return undefined;
  const groups = Array.from({ length: 8 }, (_, at) => twoAt(bytes, at * 2).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

/** The 4 or 16 bytes of an address in its usual writing. */
function addressBytes(address: string): readonly number[] {
  if (!address.includes(":")) return address.split(".").map(Number);
  const [head = "", tail] = address.split("::");
  const groupsOf = (text: string) => (text === "" ? [] : text.split(":"));
  const [first, last] = [groupsOf(head), groupsOf(tail ?? "")];
  const between = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array<string>(Math.max(0, between)).fill("0"), ...last];
  return groups.flatMap((group) => two(Number.parseInt(group, 16)));
}

function two(value: number): readonly [number, number] {
  return [(value >> 8) & 255, value & 255];
}

function four(value: number): readonly number[] {
  return [...two(value >>> 16), ...two(value & 0xffff)];
}

export function twoAt(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
