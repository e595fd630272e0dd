/** An address of four numbers of 32 bits as people write it (RFC 5952). */
export function addressText(words: ArrayLike<number>, from = 0): string {
  const [a, b, c, d] = [0, 1, 2, 3].map((at) => words[from + at] ?? 0) as [
    number,
    number,
    number,
    number,
  ];
  if (a === 0 && b === 0 && c === 0xffff)
    return `${d >>> 24}.${(d >>> 16) & 255}.${(d >>> 8) & 255}.${d & 255}`;
  const groups = [a, b, c, d].flatMap((word) => [word >>> 16, word & 0xffff]);
  return compress(groups);
}

/** The longest run of noughts, if there are two, is left out. */
function compress(groups: readonly number[]): string {
  let [best, length] = [-1, 1];
  for (let at = 0; at < groups.length; at += 1) {
    let run = 0;
    while (groups[at + run] === 0) run += 1;
    if (run > length) [best, length] = [at, run];
  }
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  if (best < 0) return hex(groups);
  return `${hex(groups.slice(0, best))}::${hex(groups.slice(best + length))}`;
}

/** The four numbers of an address; undefined where the text is none. */
export function addressWords(text: string): Uint32Array | undefined {
  const v4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (v4) {
    const parts = v4.slice(1).map(Number);
    if (parts.some((part) => part > 255)) return undefined;
    const [a = 0, b = 0, c = 0, d = 0] = parts;
    return Uint32Array.of(0, 0, 0xffff, ((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
  }
  if (!/^[0-9a-f:]{2,39}$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return undefined;
  const [head = "", tail] = text.split("::");
  const groupsOf = (part: string) => (part === "" ? [] : part.split(":"));
  const [first, last] = [groupsOf(head), groupsOf(tail ?? "")];
  const between = Array<string>(Math.max(0, 8 - first.length - last.length)).fill("0");
  const groups = [...first, ...between, ...last].map((group) => Number.parseInt(group, 16));
  return Uint32Array.from(
    { length: 4 },
    (_, at) => (((groups[at * 2] ?? 0) << 16) | (groups[at * 2 + 1] ?? 0)) >>> 0,
  );
}
