import type { Socket } from "node:net";
import { longestHello, readClientHello } from "@homepoint/inspect";

export type NameRead = {
  readonly name?: string;
  readonly isTls: boolean;
  /** What the client said so far; it has to be passed on. */
  readonly said: readonly Buffer[];
};

const longestHead = 8192;

/** The name that a client says first, in a TLS hello or an HTTP head; none within the time, none. */
export async function readName(socket: Socket, milliseconds: number): Promise<NameRead> {
  const said: Buffer[] = [];
  return new Promise((resolve) => {
    const timer = setTimeout(() => end({ isTls: false }), milliseconds);
    let over = false;
    function end(read: Omit<NameRead, "said">): void {
      if (over) return;
      over = true;
      clearTimeout(timer);
      socket.pause();
      socket.off("data", take).off("end", stop).off("close", stop);
      resolve({ ...read, said });
    }
    const stop = () => end({ isTls: false });
    function take(block: Buffer): void {
      said.push(block);
      const bytes = said.length === 1 ? block : Buffer.concat(said);
      const read = nameIn(bytes);
      if (read) end(read);
      else if (bytes.length > longestHello + 2048) stop();
    }
    socket.on("data", take).once("end", stop).once("close", stop);
    socket.resume();
  });
}

/** Undefined while it takes more bytes to tell. */
function nameIn(bytes: Buffer): Omit<NameRead, "said"> | undefined {
  const read = readClientHello(bytes);
  if (read.state === "more") return undefined;
  if (read.state === "not-tls") return hostIn(bytes);
  const { serverName } = read.hello;
  return { isTls: true, ...(serverName === undefined ? {} : { name: serverName }) };
}

/** RFC 9112 §3.2: a request says its host in the head. */
function hostIn(bytes: Buffer): Omit<NameRead, "said"> | undefined {
  const text = bytes.toString("latin1", 0, longestHead);
  if (!/^[A-Z]{3,10} /.test(text)) return { isTls: false };
  if (!text.includes("\r\n\r\n") && bytes.length < longestHead) return undefined;
  const [, host] = /\r\nhost:[ \t]*([a-z0-9._-]{1,253})(?::\d+)?[ \t]*\r\n/i.exec(text) ?? [];
  return { isTls: false, ...(host === undefined ? {} : { name: host.toLowerCase() }) };
}
