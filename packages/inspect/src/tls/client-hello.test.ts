import { createServer, connect as connectTcp } from "node:net";
import { connect } from "node:tls";
import fc from "fast-check";
import { expect, test } from "vitest";
import { longestHello, readClientHello } from "./client-hello.ts";

/** What Node's own TLS (OpenSSL) sends first. */
async function helloOf(options: { servername?: string; ALPNProtocols?: string[] }) {
  const bytes = await new Promise<Uint8Array>((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (data) => {
        resolve(data);
        socket.destroy();
        server.close();
      });
    }).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      const raw = connectTcp(port, "127.0.0.1");
      connect({ socket: raw, ...options }).on("error", () => undefined);
    });
  });
  return bytes;
}

const named = await helloOf({
  servername: "Tile.OpenStreetMap.org",
  ALPNProtocols: ["h2", "http/1.1"],
});

test("the name and the protocols of OpenSSL's hello are read", () => {
  expect(readClientHello(named)).toEqual({
    state: "read",
    hello: {
      serverName: "tile.openstreetmap.org",
      protocols: ["h2", "http/1.1"],
      encrypted: false,
    },
  });
});

test("a hello without a name says that there is none", async () => {
  const read = readClientHello(await helloOf({}));
  expect(read).toMatchObject({ state: "read", hello: { protocols: [] } });
  expect(read.state === "read" && read.hello.serverName).toBeUndefined();
});

test("every beginning of a hello asks for more", () => {
  for (let end = 0; end < named.length; end += 1)
    expect(readClientHello(named.subarray(0, end)).state).toBe("more");
});

/** The same handshake cut into records of any sizes. */
function inRecords(sizes: readonly number[]): Uint8Array {
  const body = named.subarray(5);
  const out: number[] = [];
  let offset = 0;
  for (let turn = 0; offset < body.length; turn += 1) {
    const size = Math.min(sizes[turn % sizes.length] ?? 1, body.length - offset);
    out.push(22, 3, 1, size >> 8, size & 255, ...body.subarray(offset, offset + size));
    offset += size;
  }
  return Uint8Array.from(out);
}

test("a hello cut into records of any size reads the same", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (sizes) => {
      expect(readClientHello(inRecords(sizes))).toEqual(readClientHello(named));
    }),
  );
});

test("any bytes are read without a throw, and never name a host that is none", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.nat(4), (noise, at) => {
      const bytes = Uint8Array.from([...named.subarray(0, at), ...noise]);
      const read = readClientHello(bytes);
      if (read.state === "read" && read.hello.serverName !== undefined)
        expect(read.hello.serverName).toMatch(/^[a-z0-9_.-]+$/);
    }),
  );
});

test("one changed byte never reads past its bytes", () => {
  fc.assert(
    fc.property(fc.nat(named.length - 1), fc.nat(255), (at, value) => {
      const changed = Uint8Array.from(named);
      changed[at] = value;
      expect(["more", "not-tls", "read"]).toContain(readClientHello(changed).state);
    }),
    { numRuns: 3000 },
  );
});

test("what is no handshake is no TLS at once", () => {
  expect(readClientHello(new TextEncoder().encode("GET / HTTP/1.1")).state).toBe("not-tls");
});

test("a hello longer than any honest one is none", () => {
  const huge = Uint8Array.from([22, 3, 1, 0, 4, 1, 1, 0, 0]);
  expect(65_536).toBeGreaterThan(longestHello);
  expect(readClientHello(huge).state).toBe("not-tls");
});

/** A hello with these extensions and nothing else of interest. */
function madeWith(...extensions: readonly (readonly number[])[]): Uint8Array {
  const all = extensions.flat();
  const body = [
    3,
    3,
    ...Array<number>(32).fill(7),
    0,
    0,
    2,
    19,
    1,
    1,
    0,
    all.length >> 8,
    all.length & 255,
    ...all,
  ];
  const handshake = [1, 0, body.length >> 8, body.length & 255, ...body];
  return Uint8Array.from([22, 3, 1, handshake.length >> 8, handshake.length & 255, ...handshake]);
}

function nameEntry(name: string): number[] {
  return [0, name.length >> 8, name.length & 255, ...new TextEncoder().encode(name)];
}

function nameExtension(...names: readonly string[]): number[] {
  const list = names.flatMap(nameEntry);
  const size = list.length + 2;
  return [0, 0, size >> 8, size & 255, list.length >> 8, list.length & 255, ...list];
}

test("two names, twice a name, or a name that is none are no hello", () => {
  expect(readClientHello(madeWith(nameExtension("a.example"))).state).toBe("read");
  expect(readClientHello(madeWith(nameExtension("a.example", "b.example"))).state).toBe("not-tls");
  const twice = madeWith(nameExtension("a.example"), nameExtension("b.example"));
  expect(readClientHello(twice).state).toBe("not-tls");
  expect(readClientHello(madeWith(nameExtension("a b"))).state).toBe("not-tls");
  expect(readClientHello(madeWith(nameExtension("a\0.example"))).state).toBe("not-tls");
});

test("a hello within the hello is seen", () => {
  const read = readClientHello(madeWith(nameExtension("cover.example"), [0xfe, 0x0d, 0, 1, 0]));
  expect(read).toMatchObject({ state: "read", hello: { encrypted: true } });
});
