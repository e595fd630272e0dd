/** What the head of a request says of where it goes, and who sends it. RFC 9112. */
export type RequestHead = {
  /** `http`, `rtsp`, `ssdp`, `sip`, `ntrip`, `websocket`. */
  readonly spoken: string;
  readonly method: string;
  /** The header Host as it stands there. */
  readonly host?: string;
  /** The authority of a target that names one: a proxy is asked so. */
  readonly target?: string;
  readonly program?: string;
  /** Bytes of the head. */
  readonly length: number;
};

export type HeadRead =
  | { readonly state: "more" | "none" }
  | { readonly state: "read"; readonly head: RequestHead };

export const longestHead = 16_384;
const none = { state: "none" } as const;
/** Of no matter beyond ASCII, and quick. */
const decoder = new TextDecoder("latin1");
const requestLine =
  /^([A-Z][A-Z-]{1,19}) (\S{1,8000}) (HTTP|RTSP|SIP|ICE)\/\d(?:\.\d)?\r?\n|^SOURCE \S+ \S+\r?\n/;

/** Whether a request may begin so. */
export function beginsRequest(bytes: Uint8Array, at: number, end: number): boolean {
  for (let place = at; place < Math.min(end, at + 4); place += 1) {
    const byte = bytes[place] ?? 0;
    const isLetter = byte >= 65 && byte <= 90;
    const isBehind = (place > at && byte === 45) || (place > at + 1 && byte === 32);
    if (!isLetter && !isBehind) return false;
  }
  return end > at;
}

/** Reads the request that begins here. Never throws. */
export function readRequestHead(bytes: Uint8Array, isLast = false): HeadRead {
  if (!beginsRequest(bytes, 0, bytes.length)) return none;
  const text = decoder.decode(bytes.subarray(0, headEnd(bytes)));
  const line = requestLine.exec(text);
  if (!line) {
    const mayFollow =
      !text.includes("\n") && /^[A-Z][A-Z-]{0,19}(?: [!-~]*)?/.exec(text)?.[0].length;
    return mayFollow && text.length < longestHead && !isLast ? { state: "more" } : none;
  }
  const end = /\r?\n\r?\n/.exec(text);
  if (!end && text.length < longestHead && !isLast) return { state: "more" };
  const length = end ? end.index + end[0].length : text.length;
  return { state: "read", head: { ...readHeaders(text.slice(0, length), line), length } };
}

/** Behind the first empty line, or at most so far. */
function headEnd(bytes: Uint8Array): number {
  const most = Math.min(bytes.length, longestHead);
  for (let at = bytes.indexOf(10); at >= 0 && at < most; at = bytes.indexOf(10, at + 1)) {
    const next = bytes[at + 1] === 13 ? at + 2 : at + 1;
    if (bytes[next] === 10) return next + 1;
  }
  return most;
}

function readHeaders(text: string, line: RegExpExecArray): Omit<RequestHead, "length"> {
  const [, method = "SOURCE", target = "", scheme] = line;
  const host = header(text, "host");
  const authority = authorityOf(method, target);
  const program =
    header(text, "user-agent") ?? (method === "SOURCE" ? header(text, "source-agent") : undefined);
  return {
    spoken: spokenBy(text, { method, scheme, program }),
    method,
    ...(host === undefined || host === "" ? {} : { host }),
    ...(authority === undefined ? {} : { target: authority }),
    ...(program === undefined || program === "" ? {} : { program: program.slice(0, 200) }),
  };
}

function spokenBy(
  text: string,
  {
    method,
    scheme,
    program = "",
  }: { method: string; scheme: string | undefined; program?: string | undefined },
): string {
  if (scheme === "RTSP") return "rtsp";
  if (scheme === "SIP") return "sip";
  const isNtrip =
    method === "SOURCE" || /\bntrip\b/i.test(program) || header(text, "ntrip-version");
  if (isNtrip) return "ntrip";
  if (method === "M-SEARCH" || method === "NOTIFY") return "ssdp";
  return /websocket/i.test(header(text, "upgrade") ?? "") ? "websocket" : "http";
}

function header(text: string, name: string): string | undefined {
  return new RegExp(`\\n${name}:[ \\t]*([^\\r\\n]*?)[ \\t]*(?:\\r?\\n|$)`, "i").exec(text)?.[1];
}

/** Of an absolute target, or of CONNECT's. RFC 9112 §3.2. */
function authorityOf(method: string, target: string): string | undefined {
  if (method === "CONNECT") return /^[^/?#]+$/.exec(target)?.[0];
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^/?#]+)/i.exec(target)?.[1];
}

/** Without its port. */
export function hostOf(authority: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(authority);
  return bracketed?.[1] ?? authority.replace(/:\d*$/, "");
}
