import { request } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { Transport } from "../client.ts";

/** Reaches the hub of this machine through its socket file; only who may open that file can. */
export function socketTransport(socketPath: string): Transport {
  return (path, init) =>
    new Promise((resolve, reject) => {
      const outgoing = request(
        {
          socketPath,
          path,
          method: init.method ?? "GET",
          headers: { host: "localhost", ...(init.headers as Record<string, string>) },
          ...(init.signal ? { signal: init.signal } : {}),
        },
        (incoming) => {
          const headers = new Headers();
          for (const [name, value] of Object.entries(incoming.headers))
            if (value !== undefined) headers.set(name, String(value));
          const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
          resolve(new Response(body, { status: incoming.statusCode ?? 500, headers }));
        },
      );
      outgoing.on("error", reject);
      sendBody(init.body ?? undefined).pipe(outgoing);
    });
}

function sendBody(body: RequestInit["body"] | undefined): Readable {
  if (body === undefined || body === null) return Readable.from([]);
  if (typeof body === "string" || body instanceof Uint8Array) return Readable.from([body]);
  if (body instanceof ReadableStream) return Readable.fromWeb(body as NodeReadableStream);
  if (body instanceof Blob) return Readable.fromWeb(body.stream() as NodeReadableStream);
  throw new TypeError("A body is a string, bytes, a blob or a stream of bytes.");
}
