import { concat } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytes,
  dns,
  ethernet,
  ethernet4,
  flag,
  hello,
  ipv4,
  ipv6,
  pcap,
  pcapng,
  saying,
  tcp,
  udp,
} from "../testing/made-packets.ts";
import { readMade } from "../testing/read-made.ts";

const name = "statistical-report.djiservice.org";
const said = saying(hello(name));
const two = (value: number) => [(value >> 8) & 255, value & 255];

function namesOf(file: Uint8Array, block?: number): readonly (string | undefined)[] {
  return readMade(file, block === undefined ? {} : { block }).flows.map(
    ({ serverName }) => serverName,
  );
}

describe("containers", () => {
  test.each([
    ["pcap, little-endian", pcap(said)],
    ["pcap, big-endian", pcap(said, { isLittle: false })],
    ["pcap, nanoseconds", pcap(said, { nanoseconds: true })],
    ["pcap, nanoseconds, big-endian", pcap(said, { nanoseconds: true, isLittle: false })],
    ["pcapng, little-endian", pcapng(said)],
    ["pcapng, big-endian", pcapng(said, { isLittle: false })],
    [
      "pcapng, two sections of different order",
      concat(pcapng([]), pcapng(said, { isLittle: false })),
    ],
  ])("%s gives the same flow at the same time, in blocks of any size", (_, file) => {
    for (const block of [file.length, 1, 7, 100]) {
      const { flows, totals } = readMade(file, { block });
      expect(flows).toHaveLength(1);
      expect(flows[0]).toMatchObject({ serverName: name, startedAt: "2023-11-14T22:13:20.500Z" });
      expect(totals).toMatchObject({ packets: 2, unread: 0, damaged: 0 });
    }
  });

  test("what is no capture is a problem", () => {
    expect(() => readMade(bytes("hello, world, this is a text"))).toThrow(/no capture/);
    expect(() => readMade(new Uint8Array())).toThrow(/no capture/);
    expect(() => readMade(pcap([]).subarray(0, 10))).toThrow(/no capture/);
  });

  test("a packet of a time that no calendar has is read all the same", () => {
    const file = pcapng([ethernet4(ipv4(17, udp(dns("a.example"))))]);
    for (let at = 0; at < 80; at += 1) {
      const changed = file.slice();
      changed[at] = 0;
      for (const { at: when } of at < 28 ? [] : readMade(changed).questions)
        expect(when).toMatch(/Z$/);
    }
  });

  test("behind damage the reading goes on", () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      ethernet4(ipv4(17, udp(bytes("x".repeat(40)), { fromPort: 1000 + at, port: 9999 }))),
    );
    for (const make of [pcap, pcapng]) {
      const file = make(many);
      file.fill(0xff, 700, 800);
      const { flows, totals } = readMade(file);
      expect(flows.length).toBeGreaterThan(34);
      expect(totals.damaged).toBeGreaterThan(0);
    }
  });

  test("a file that jumps by years is read whole", () => {
    const file = pcap([...said, ...saying(hello("b.example"), 1400, { fromPort: 50_001 })]);
    new DataView(file.buffer).setUint32(24, 100_000_000, true);
    expect(readMade(file)).toMatchObject({ totals: { packets: 4, damaged: 0 } });
  });
});

describe("links", () => {
  const packet = ipv4(6, tcp(hello(name)));
  const four = (value: number) => [...two(value >>> 16), ...two(value & 0xffff)];
  const snap = [0xaa, 0xaa, 3, 0, 0, 0, 8, 0];
  const cooked = (type: number) => [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 2, 0, 0, ...two(type)];
  const cooked2 = [8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 2, 0, 0];
  const stations = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 0, 0];
  const wireless = (kind: number, flags: number) =>
    [kind, flags, 0, 0].concat(stations, (kind & 0x80) !== 0 ? [0, 0] : []);
  const radio = [0, 0, 8, 0, 0, 0, 0, 0];
  const nflog = bytes(
    [2, 0, 0, 5],
    [8, 0, 11, 0, 0, 0, 0x27, 0x10],
    [(packet.length + 4) & 255, (packet.length + 4) >> 8, 9, 0],
    packet,
  );
  test.each([
    ["Ethernet", 1, ethernet4(packet)],
    ["802.1Q", 1, ethernet(0x0800, packet, 0x8100)],
    ["QinQ", 1, ethernet(0x0800, packet, 0x88a8, 0x8100)],
    ["MPLS", 1, ethernet(0x8847, bytes([0, 0, 0, 64, 0, 0, 1, 64], packet))],
    [
      "PPPoE",
      1,
      ethernet(0x8864, bytes([0x11, 0, 0, 1, ...two(packet.length + 2), 0, 0x21], packet)),
    ],
    ["802.3 with SNAP", 1, ethernet(packet.length + 8, bytes(snap, packet))],
    ["raw IP, 101", 101, packet],
    ["raw IP, 12", 12, packet],
    ["raw IPv4", 228, packet],
    ["NULL, little-endian", 0, bytes([2, 0, 0, 0], packet)],
    ["NULL, big-endian", 0, bytes([0, 0, 0, 2], packet)],
    ["LOOP", 108, bytes([0, 0, 0, 2], packet)],
    ["PPP", 9, bytes([0xff, 3, 0, 0x21], packet)],
    ["PPP, short", 9, bytes([0x21], packet)],
    ["cooked", 113, bytes(cooked(0x0800), packet)],
    ["cooked, version 2", 276, bytes(cooked2, packet)],
    ["802.11", 105, bytes(wireless(0x08, 1), snap, packet)],
    ["802.11 with quality of service", 105, bytes(wireless(0x88, 2), snap, packet)],
    ["radiotap", 127, bytes(radio, wireless(0x08, 1), snap, packet)],
    ["NFLOG", 239, nflog],
    ["GRE", 1, ethernet4(ipv4(47, bytes([0, 0, 8, 0], packet)))],
    ["GRE with a key", 1, ethernet4(ipv4(47, bytes([0x20, 0, 8, 0, ...four(7)], packet)))],
    ["Ethernet in GRE", 1, ethernet4(ipv4(47, bytes([0, 0, 0x65, 0x58], ethernet4(packet))))],
    [
      "PPP in GRE",
      1,
      ethernet4(
        ipv4(47, bytes([0x30, 1, 0x88, 0x0b, 0, 9, 0, 1, 0, 0, 0, 1, 0xff, 3, 0, 0x21], packet)),
      ),
    ],
    [
      "ERSPAN",
      1,
      ethernet4(
        ipv4(
          47,
          bytes([0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], ethernet4(packet)),
        ),
      ),
    ],
    [
      "VXLAN",
      1,
      ethernet4(ipv4(17, udp(bytes([8, 0, 0, 0, 0, 0, 1, 0], ethernet4(packet)), { port: 4789 }))),
    ],
    [
      "Geneve",
      1,
      ethernet4(
        ipv4(
          17,
          udp(bytes([1, 0, 0x65, 0x58, 0, 0, 1, 0, 0, 0, 0, 0], ethernet4(packet)), { port: 6081 }),
        ),
      ),
    ],
    [
      "Teredo",
      1,
      ethernet4(
        ipv4(
          17,
          udp(bytes([0, 0, 1, 2, 3, 4, 5, 6], ipv6(6, tcp(hello(name)), 1, 2)), { port: 3544 }),
        ),
      ),
    ],
    [
      "GTP-U",
      1,
      ethernet4(
        ipv4(17, udp(bytes([0x32, 0xff, 0, 99, 0, 0, 0, 1, 0, 1, 0, 0], packet), { port: 2152 })),
      ),
    ],
    ["VN-Tag", 1, ethernet(0x8926, bytes([0, 0, 0, 0, 8, 0], packet))],
    [
      "several in one on the air",
      105,
      bytes(wireless(0x88, 1).with(24, 0x80), Array<number>(14).fill(0), snap, packet),
    ],
    ["IP in IP", 1, ethernet4(ipv4(4, packet))],
    ["6in4", 1, ethernet4(ipv4(41, ipv6(6, tcp(hello(name)), 1, 2)))],
    [
      "IPv6 with options",
      1,
      ethernet(0x86dd, ipv6(0, bytes([6, 0, 1, 4, 0, 0, 0, 0], tcp(hello(name))), 1, 2)),
    ],
  ])("%s is read", (_, link, frame) => {
    expect(namesOf(pcap([frame], { link }))).toContain(name);
  });

  test("what is sealed on the air, and what nobody knows, is counted as unread", () => {
    const sealed = bytes(wireless(0x08, 0x41), [0, 0, 0, 0x20, 0, 0, 0, 0], packet);
    expect(readMade(pcap([sealed], { link: 105 })).totals).toMatchObject({ packets: 1, unread: 1 });
    expect(readMade(pcap([packet], { link: 147 })).totals).toMatchObject({ unread: 1, flows: 0 });
    expect(readMade(pcap([ethernet(0x88cc, packet)])).totals).toMatchObject({ unread: 1 });
    expect(readMade(pcap([ethernet(0x0806, packet)])).totals).toMatchObject({ neighbours: 1 });
  });

  test("a tunnel is a flow besides what it carries, and counts once", () => {
    const { flows, totals } = readMade(pcap([ethernet4(ipv4(4, packet))]));
    expect(flows.map(({ spoken, within }) => [spoken, within])).toEqual([
      ["ip-in-ip", undefined],
      ["tls", true],
    ]);
    expect(totals.bytesOut).toBe(packet.length);
  });

  test("the user behind a packet of netfilter's log, and the app of PCAPdroid's, are told", () => {
    const [logged] = readMade(pcap([nflog], { link: 239 })).flows;
    expect(logged?.program).toBe("user 10000");
    const app = bytes("Pilot 2", Array<number>(13).fill(0));
    const trailer = bytes([1, 7, 0x20, 0x21, 0, 0, 0x27, 0x10], app, [0, 0, 0, 0]);
    const [carried] = readMade(pcap([bytes(ethernet4(packet), trailer)])).flows;
    expect(carried).toMatchObject({ program: "Pilot 2", serverName: name });
  });
});

describe("fragments", () => {
  const whole = tcp(hello(name));
  const pieces = [0, 64, 128].map((at) =>
    ethernet4(
      ipv4(
        6,
        whole.subarray(at, Math.min(whole.length, at + 64)),
        {},
        { id: 9, at, more: at + 64 < whole.length },
      ),
    ),
  );
  test("are joined in any order", () => {
    const [a, b, c] = pieces as [Uint8Array, Uint8Array, Uint8Array];
    for (const order of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
      [a, a, b, c],
    ])
      expect(namesOf(pcap(order))).toEqual([name]);
  });

  test("that never become whole are counted, and still went somewhere", () => {
    const { flows, totals } = readMade(pcap(pieces.slice(0, 2)));
    expect(totals.incomplete).toBe(1);
    expect(flows).toMatchObject([{ to: "198.18.0.66", port: 443, bytesOut: 128 - 20 }]);
    const later = readMade(pcap(pieces.slice(1)));
    expect(later.flows).toMatchObject([
      { to: "198.18.0.66", port: 0, bytesOut: whole.length - 64 },
    ]);
  });

  test("a flood of them takes no more room than is left to them", () => {
    const flood = Array.from({ length: 2000 }, (_, at) =>
      ethernet4(ipv4(17, bytes("x".repeat(64)), {}, { id: at, at: 64, more: true })),
    );
    const { totals } = readMade(pcap(flood));
    expect(totals).toMatchObject({ packets: 2000, incomplete: 2000, bytesOut: 2000 * 64 });
  });
});

describe("TCP", () => {
  test("a hello in segments of seven bytes, in any order, twice, is read", () => {
    const [open = new Uint8Array(), ...segments] = saying(hello(name), 7);
    expect(namesOf(pcap([open, ...segments]))).toEqual([name]);
    expect(namesOf(pcap([open, ...segments.toReversed()]))).toEqual([name]);
    expect(namesOf(pcap([open, ...segments.flatMap((each) => [each, each])]))).toEqual([name]);
    fc.assert(
      fc.property(fc.shuffledSubarray(segments, { minLength: segments.length }), (order) => {
        expect(namesOf(pcap([open, ...order]))).toEqual([name]);
      }),
      { numRuns: 50 },
    );
  });

  test("numbers that pass the end of their range go on", () => {
    const body = hello(name);
    const start = 0xffffffff - 20;
    const frame = (segment: Uint8Array) => ethernet4(ipv4(6, segment));
    const open = frame(tcp(new Uint8Array(), { sequence: start - 1, flags: flag.syn }));
    const rest = [0, 40, 80, 120].map((at) =>
      frame(tcp(body.subarray(at, at + 40), { sequence: start + at })),
    );
    expect(namesOf(pcap([open, ...rest]))).toEqual([name]);
  });

  test("a hello behind STARTTLS, CONNECT and a proxy's line is read", () => {
    const plain = bytes("EHLO me\r\n");
    const smtp = saying(plain, 1400, { port: 25 });
    const later = (at: number, payload: Uint8Array, port: number) =>
      ethernet4(ipv4(6, tcp(payload, { sequence: 1000 + at, port }), {}));
    expect(namesOf(pcap([...smtp, later(plain.length, hello(name), 25)]))).toEqual([name]);
    const connect = bytes("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n");
    const proxied = [
      ...saying(connect, 1400, { port: 8080 }),
      later(connect.length, hello(name), 8080),
    ];
    const [flow] = readMade(pcap(proxied)).flows;
    expect(flow).toMatchObject({ serverName: name, hosts: ["a.example:443"], spoken: "http" });
    const line = bytes("PROXY TCP4 192.0.2.1 192.0.2.2 1 443\r\n", hello(name));
    expect(namesOf(pcap(saying(line)))).toEqual([name]);
  });

  test("the same ports opened anew are another flow", () => {
    const again = saying(hello("b.example")).map((frame) => {
      const copy = frame.slice();
      const view = new DataView(copy.buffer);
      view.setUint32(14 + 20 + 4, view.getUint32(14 + 20 + 4) + 5_000_000);
      return copy;
    });
    expect(namesOf(pcap([...said, ...again]))).toEqual([name, "b.example"]);
  });

  test("where the beginning was not captured, the side that says hello began", () => {
    const answer = tcp(bytes("xxxx"), { sequence: 5 });
    const back = ethernet4(
      ipv4(6, tcp(bytes("yyyy"), { fromPort: 443, port: 50_000 }), {
        from: "198.18.0.66",
        to: "10.77.0.10",
      }),
    );
    const file = pcap([
      back,
      ethernet4(ipv4(6, answer)),
      ethernet4(ipv4(6, tcp(hello(name), { sequence: 9 }))),
    ]);
    expect(readMade(file).flows).toMatchObject([
      { serverName: name, direction: "out", from: "10.77.0.10", to: "198.18.0.66", port: 443 },
    ]);
  });

  test("half a hello still names its server, and has no fingerprint", () => {
    const [open, first] = saying(hello(name), 100);
    const [flow] = readMade(pcap([open as Uint8Array, first as Uint8Array])).flows;
    expect(flow).toMatchObject({ serverName: name, spoken: "tls" });
    expect(flow?.ja4).toBeUndefined();
  });

  test("every host of every request is told, pipelined and cut ones too", () => {
    const request = (host: string) =>
      `GET / HTTP/1.1\r\nUser-Agent: Litchi/1\r\nHost: ${host}\r\n\r\n`;
    const text = bytes(["a.example", "b.example:8080", "c.example"].map(request).join(""));
    for (const size of [1400, 60, 7]) {
      const [flow] = readMade(pcap(saying(text, size, { port: 80 }))).flows;
      expect(flow).toMatchObject({
        spoken: "http",
        serverName: "a.example",
        hosts: ["a.example", "b.example:8080", "c.example"],
        program: "Litchi/1",
      });
    }
  });

  test("a second name inside that cannot be read is told", () => {
    const [flow] = readMade(pcap(saying(hello("cover.example", [[0xfe, 0x0d, 0, 1, 0]])))).flows;
    expect(flow).toMatchObject({ serverName: "cover.example", covered: true });
  });
});

describe("what is spoken", () => {
  const streams: readonly (readonly [string, string | Uint8Array, number])[] = [
    ["http", "GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n", 80],
    ["websocket", "GET /x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n", 80],
    ["rtsp", "OPTIONS rtsp://cam.example/live RTSP/1.0\r\nCSeq: 1\r\n\r\n", 554],
    ["ntrip", "GET /MOUNT HTTP/1.0\r\nUser-Agent: NTRIP u-blox\r\n\r\n", 2101],
    ["mqtt", bytes([0x10, 16, 0, 4], "MQTT", [4, 2, 0, 60, 0, 4], "abcd"), 1883],
    ["rtmp", bytes([3], Array<number>(1536).fill(0)), 1935],
    ["ssh", "SSH-2.0-OpenSSH_9\r\n", 22],
    ["socks", bytes([5, 1, 0]), 1080],
  ];
  test.each(streams)("%s over TCP", (spoken, payload, port) => {
    const body = typeof payload === "string" ? bytes(payload) : payload;
    expect(readMade(pcap(saying(body, 1600, { port }))).flows[0]?.spoken).toBe(spoken);
  });

  const stun = bytes([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42], Array<number>(12).fill(1));
  const datagrams: readonly (readonly [string, readonly Uint8Array[], number])[] = [
    ["ntp", [bytes([0x23], Array<number>(47).fill(0))], 123],
    ["stun", [stun], 3478],
    ["webrtc", [stun, bytes([22, 0xfe, 0xfd], Array<number>(20).fill(0))], 40_000],
    ["dtls", [bytes([22, 0xfe, 0xfd], Array<number>(20).fill(0))], 40_001],
    ["mavlink", [bytes([0xfe, 9, 0, 1, 1, 0], Array<number>(11).fill(0))], 14_550],
    ["mavlink", [bytes([0xfd, 9, 0, 0, 0, 1, 1, 0, 0, 0], Array<number>(11).fill(0))], 14_551],
    ["ssdp", [bytes("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n")], 1900],
    ["wireguard", [bytes([1, 0, 0, 0], Array<number>(144).fill(9))], 51_820],
  ];
  test("a search for devices names its host, as HTTP does", () => {
    const search = bytes("M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\n\r\n");
    const { flows } = readMade(pcap([ethernet4(ipv4(17, udp(search, { port: 1900 })))]));
    expect(flows[0]?.hosts).toEqual(["239.255.255.250:1900"]);
  });

  test("a hello of DTLS is read, whole and in fragments", () => {
    const said = hello(name).subarray(9);
    // Behind version, random and session comes a cookie: RFC 6347 §4.2.1.
    const body = bytes([0xfe, 0xfd], said.subarray(2, 35), [2, 7, 7], said.subarray(35));
    const record = (offset: number, piece: Uint8Array) =>
      bytes(
        [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, ...two(12 + piece.length)],
        [1, 0, ...two(body.length), 0, 0, 0, ...two(offset), 0, ...two(piece.length)],
        piece,
      );
    for (const size of [body.length, 40]) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < body.length; at += size)
        pieces.push(record(at, body.subarray(at, at + size)));
      const frames = pieces.map((piece) => ethernet4(ipv4(17, udp(piece, { port: 4433 }))));
      const [flow] = readMade(pcap(frames)).flows;
      expect(flow).toMatchObject({ serverName: name, spoken: "dtls" });
      expect(flow?.ja4).toMatch(/^d13d/);
    }
  });

  test.each(datagrams)("%s over UDP", (spoken, payloads, port) => {
    const frames = payloads.map((payload) => ethernet4(ipv4(17, udp(payload, { port }))));
    expect(readMade(pcap(frames)).flows[0]?.spoken).toBe(spoken);
  });
});

describe("names", () => {
  const asked = (message: Uint8Array) =>
    ethernet4(ipv4(17, udp(message, { port: 53 }), { to: "10.77.0.1" }));
  const answered = (message: Uint8Array) =>
    ethernet4(
      ipv4(17, udp(message, { fromPort: 53, port: 50_000 }), {
        from: "10.77.0.1",
        to: "10.77.0.10",
      }),
    );

  test("questions are told with what came back, and name later flows", () => {
    const { questions, flows } = readMade(
      pcap([asked(dns("Time.Example")), answered(dns("Time.Example", "198.18.0.66")), ...said]),
    );
    expect(questions).toEqual([
      {
        at: "2023-11-14T22:13:20.500Z",
        from: "10.77.0.10",
        to: "10.77.0.1",
        name: "Time.Example",
        type: "A",
        transport: "udp",
        answers: ["198.18.0.66"],
        code: "NOERROR",
      },
    ]);
    expect(flows[1]).toMatchObject({ dnsName: "Time.Example", dnsNames: ["Time.Example"] });
  });

  test("a question on any port is seen, as someone would ask who hides it; noise is none", () => {
    const asked = (message: Uint8Array) => ethernet4(ipv4(17, udp(message, { port: 4443 })));
    const many = Array.from({ length: 40 }, (_, at) => asked(dns(`${at}.tunnel.example`)));
    const { flows, questions } = readMade(pcap(many));
    expect(questions.map((question) => question.name)).toEqual(
      many.map((_, at) => `${at}.tunnel.example`),
    );
    expect(flows).toMatchObject([{ spoken: "dns", port: 4443 }]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        expect(readMade(pcap([asked(noise)])).questions).toEqual([]);
      }),
    );
  });

  test("an address that was answered for several names has them all, the server's own first", () => {
    const { flows } = readMade(
      pcap([
        answered(dns(name, "198.18.0.66")),
        answered(dns("cdn.example", "198.18.0.66", 8)),
        ...said,
      ]),
    );
    expect(flows[1]).toMatchObject({ dnsName: name, dnsNames: [name, "cdn.example"] });
  });

  test("who could say a name and says none is not called by the one that was answered", () => {
    const ntp = ethernet4(ipv4(17, udp(bytes([0x23], Array<number>(47).fill(0)), { port: 123 })));
    const { flows } = readMade(
      pcap([answered(dns("time.android.com", "198.18.0.66")), ntp, ...saying(hello())]),
    );
    expect(flows.map(({ spoken, owner }) => [spoken, owner])).toEqual([
      ["dns", undefined],
      ["ntp", "Google"],
      ["tls", undefined],
    ]);
  });

  test("an answer that comes behind the flow names it not", () => {
    const { flows } = readMade(pcap([...said, answered(dns("late.example", "198.18.0.66"))]));
    expect(flows[0]?.dnsName).toBeUndefined();
  });

  test("questions over TCP are read, cut anywhere", () => {
    const message = dns("over-tcp.example");
    const stream = bytes(two(message.length), message, two(message.length), message);
    for (const size of [1400, 9, 1]) {
      const { questions } = readMade(pcap(saying(stream, size, { port: 53 })));
      expect(questions.map((question) => [question.name, question.transport])).toEqual([
        ["over-tcp.example", "tcp"],
        ["over-tcp.example", "tcp"],
      ]);
    }
  });
});

describe("sides", () => {
  test("the device is the private end, whoever began", () => {
    const inbound = ethernet4(
      ipv4(6, tcp(new Uint8Array(), { flags: flag.syn, fromPort: 4000, port: 22 }), {
        from: "198.18.0.66",
        to: "10.77.0.10",
      }),
    );
    expect(readMade(pcap([inbound])).flows[0]).toMatchObject({
      direction: "in",
      from: "10.77.0.10",
      to: "198.18.0.66",
      port: 4000,
      fromPort: 22,
    });
  });

  test("what stays on its link, within the network, or leaves is told apart", () => {
    const to = (address: string) => ethernet4(ipv4(17, udp(bytes("x")), { to: address }));
    const everyone = to("198.18.0.255").fill(255, 0, 6);
    const file = pcap([to("224.0.0.251"), to("10.77.0.1"), to("198.18.0.66"), everyone]);
    expect(readMade(file).flows.map(({ scope }) => scope)).toEqual([
      "link",
      "local",
      "world",
      "link",
    ]);
  });
});

describe("limits", () => {
  test("beyond the most flows, more are counted without ports, then without addresses", () => {
    const open = (at: number) =>
      ethernet4(
        ipv4(6, tcp(new Uint8Array(), { flags: flag.syn, fromPort: 1024 + at }), {
          to: `198.18.${at % 40}.66`,
        }),
      );
    const file = pcap(Array.from({ length: 300 }, (_, at) => open(at)));
    const { flows, totals } = readMade(file, { limits: { flows: 100, folded: 10 } });
    expect(flows.length).toBe(100 + 10 + 1);
    expect(totals).toMatchObject({ packets: 300, folded: 200 });
    const packets = flows.reduce((sum, flow) => sum + flow.packetsOut + flow.packetsIn, 0);
    expect(packets).toBe(300);
  });

  test("a flood of hellos that never end lets the oldest go, and says so", () => {
    const body = hello(name).subarray(0, 60);
    const flood = Array.from({ length: 40_000 }, (_, at) =>
      ethernet4(
        ipv4(6, tcp(body, { sequence: 1, fromPort: 1024 + (at % 60_000) }), {
          to: `198.18.${at >> 8}.1`,
        }),
      ),
    );
    const { flows, totals } = readMade(pcap(flood), { limits: { flows: 100_000 } });
    expect(flows).toHaveLength(40_000);
    expect(totals.unfinished + flows.length).toBeGreaterThanOrEqual(40_000);
  });
});

describe("any bytes", () => {
  const rich = [
    ...said,
    ...saying(bytes("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"), 9, { port: 80, fromPort: 4 }),
    ethernet4(ipv4(17, udp(dns("a.example", "198.18.0.66"), { fromPort: 53, port: 7 }))),
    ethernet4(ipv4(6, tcp(hello(name)).subarray(0, 64), {}, { id: 9, at: 0, more: true })),
    ethernet4(ipv4(47, bytes([0, 0, 8, 0], ipv4(17, udp(dns("b.example")))))),
    ethernet(0x86dd, ipv6(44, bytes([17, 0, 0, 1, 0, 0, 0, 1], udp(dns("c.example"))), 1, 2)),
  ];
  test.each([
    ["pcap", pcap(rich)],
    ["pcapng", pcapng(rich)],
  ])("every beginning of a %s is read, and only its last packet is lost", (_, file) => {
    const all = readMade(file).totals.packets;
    for (let end = 24; end < file.length; end += 1) {
      const { packets, damaged } = readMade(file.subarray(0, end)).totals;
      expect(packets).toBeLessThanOrEqual(all);
      expect(packets * 40 + damaged).toBeLessThanOrEqual(end);
    }
  });

  test.each([
    ["pcap", pcap(rich)],
    ["pcapng", pcapng(rich)],
  ])("a %s with any byte changed is read without a throw", (_, file) => {
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
        const changed = file.slice();
        changed[at] = value;
        try {
          const { totals } = readMade(changed);
          expect(totals.packets).toBeLessThanOrEqual(rich.length + 2);
        } catch (error) {
          expect((error as { code?: string }).code).toBe("inspect/not-a-capture");
          expect(at).toBeLessThan(12);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("noise behind a head is read without a throw", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 2000 }),
        fc.constantFrom(0, 1, 9, 101, 105, 113, 127, 239, 276),
        (noise, link) => {
          expect(readMade(concat(pcap([], { link }), noise)).totals.packets).toBeLessThan(130);
          const framed = readMade(pcap([noise], { link })).totals;
          expect(framed.packets).toBe(1);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
