import type { ChildProcess } from "node:child_process";
import { normalAddress } from "../names/normal-address.ts";
import { readQuestion } from "@homepoint/inspect";

/** One packet on the outer wire, as it came from the gateway. */
export type Packet = {
  readonly at: number;
  readonly length: number;
  readonly from: string;
  readonly to: string;
  readonly protocol: number;
  readonly port: number;
  readonly fromPort: number;
  /** Of TCP; 0 elsewhere. */
  readonly sequence: number;
  /** Its name, where it is a question to a name server. */
  readonly asks?: string;
  /** The first packet of a TCP connection. */
  readonly opens: boolean;
  /** Bytes after the TCP or UDP head, as far as they were captured. */
  readonly said: Uint8Array;
  /** All of them, captured or not. */
  readonly saidBytes: number;
};

/** Reads what tcpdump writes, as it writes it. Neighbours' talk is left out; nothing else is. */
export class Capture {
  readonly packets: Packet[] = [];
  /** Of every frame, neighbours' as well. */
  bytes = 0;
  #rest = Buffer.alloc(0);
  #isBegun = false;

  static async start(tcpdump: ChildProcess): Promise<Capture> {
    const capture = new Capture();
    tcpdump.stdout?.on("data", (block: Buffer) => capture.#take(block));
    await new Promise<void>((resolve, reject) => {
      tcpdump.stderr?.on("data", (text) => String(text).includes("listening on") && resolve());
      tcpdump.once("exit", () => reject(new Error("tcpdump ended")));
    });
    return capture;
  }

  #take(block: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, block]);
    if (!this.#isBegun && this.#rest.length >= 24) {
      this.#rest = this.#rest.subarray(24);
      this.#isBegun = true;
    }
    while (this.#isBegun && this.#rest.length >= 16) {
      const size = this.#rest.readUInt32LE(8);
      if (this.#rest.length < 16 + size) return;
      const at = this.#rest.readUInt32LE(0) * 1000 + this.#rest.readUInt32LE(4) / 1000;
      const length = this.#rest.readUInt32LE(12);
      this.bytes += length;
      const packet = readFrame(this.#rest.subarray(16, 16 + size), { at, length });
      if (packet) this.packets.push(packet);
      this.#rest = this.#rest.subarray(16 + size);
    }
  }
}

function readFrame(
  frame: Buffer,
  about: { readonly at: number; readonly length: number },
): Packet | undefined {
  if (frame.length < 14) return undefined;
  const type = frame.readUInt16BE(12);
  if (type === 0x0806) return undefined;
  if (type === 0x0800 && frame.length >= 34) return readIpv4(frame.subarray(14), about);
  if (type === 0x86dd && frame.length >= 54) return readIpv6(frame.subarray(14), about);
  return {
    ...about,
    from: "",
    to: `type ${type.toString(16)}`,
    protocol: -1,
    opens: false,
    port: 0,
    fromPort: 0,
    sequence: 0,
    said: frame,
    saidBytes: about.length,
  };
}

type About = { readonly at: number; readonly length: number };

function readIpv4(bytes: Buffer, about: About): Packet {
  const head = ((bytes[0] ?? 0) & 15) * 4;
  const [from, to] = [bytes.subarray(12, 16).join("."), bytes.subarray(16, 20).join(".")];
  const left = bytes.readUInt16BE(2) - head;
  return { ...about, from, to, ...readAbove(bytes[9] ?? 0, bytes.subarray(head), left) };
}

function readIpv6(bytes: Buffer, about: About): Packet | undefined {
  const addressAt = (from: number) =>
    normalAddress(
      Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(from + at * 2).toString(16)).join(
        ":",
      ),
    );
  let [next, offset] = [bytes[6] ?? 0, 40];
  // Options before the transport: of multicast listeners' reports.
  if (next === 0 && bytes.length > 48)
    [next, offset] = [bytes[40] ?? 0, 40 + 8 * ((bytes[41] ?? 0) + 1)];
  const left = bytes.readUInt16BE(4) - (offset - 40);
  const above = readAbove(next, bytes.subarray(offset), left);
  const kind = bytes[offset] ?? 0;
  const isNeighbours = next === 58 && ((kind >= 130 && kind <= 136) || kind === 143);
  if (isNeighbours) return undefined;
  return { ...about, from: addressAt(8), to: addressAt(24), ...above };
}

function readAbove(
  protocol: number,
  bytes: Buffer,
  /** As long as its own head says that it is. */
  length: number,
): Omit<Packet, "at" | "length" | "from" | "to"> {
  const hasPorts = (protocol === 6 || protocol === 17) && bytes.length >= 8;
  const port = hasPorts ? bytes.readUInt16BE(2) : 0;
  const head = protocol === 6 ? ((bytes[12] ?? 0) >> 4) * 4 : 8;
  const said = hasPorts ? bytes.subarray(head) : bytes;
  const opens = protocol === 6 && ((bytes[13] ?? 0) & 0x12) === 0x02;
  const question = protocol === 17 && port === 53 ? readQuestion(said) : undefined;
  return {
    protocol,
    port,
    fromPort: hasPorts ? bytes.readUInt16BE(0) : 0,
    sequence: protocol === 6 && hasPorts ? bytes.readUInt32BE(4) : 0,
    opens,
    said: Uint8Array.from(said),
    saidBytes: Math.max(0, length - (hasPorts ? head : 0)),
    ...(question ? { asks: question.name } : {}),
  };
}
