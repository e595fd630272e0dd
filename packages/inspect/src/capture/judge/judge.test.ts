import { defaultPolicy, type Policy, type Service } from "@homepoint/policy";
import { describe, expect, test } from "vitest";
import {
  bytes,
  dns,
  ethernet4,
  hello,
  ipv4,
  pcap,
  saying,
  udp,
  type Ends,
} from "../../testing/made-packets.ts";
import { readMade } from "../../testing/read-made.ts";
import type { CaptureSeen } from "../flow.ts";
import { compareSides } from "./compare-sides.ts";
import { judgeFlows, mayAsk } from "./judge-flows.ts";

const map = "tile.openstreetmap.org";
const vendor = "statistical-report.djiservice.org";
const client = "tablet";

function granting(...services: readonly Service[]): Policy {
  return {
    ...defaultPolicy,
    mode: "restricted",
    own: ["10.77.0.1"],
    grants: services.map((service) => ({
      service,
      subject: { kind: "client", id: client },
      by: "ann",
      why: "test",
    })),
  };
}

function judged(
  packets: readonly Uint8Array[],
  policy: Policy | undefined = granting("maps", "time"),
) {
  return judgeFlows(readMade(pcap(packets)), { policyAt: () => policy, clientOf: () => client });
}

const answer = (name: string, address: string, id = 7) =>
  ethernet4(
    ipv4(17, udp(dns(name, address, id), { fromPort: 53, port: 50_000 }), {
      from: "10.77.0.1",
      to: "10.77.0.10",
    }),
  );
const verdictsOf = ({ flows }: CaptureSeen) =>
  flows.filter(({ spoken }) => spoken !== "dns").map(({ verdict, because }) => [verdict, because]);

describe("a flow is judged", () => {
  test("by the name that its client says, whatever its address was answered for", () => {
    expect(verdictsOf(judged(saying(hello(map))))).toEqual([["allowed", "granted"]]);
    const shared = [answer(map, "198.18.0.66"), ...saying(hello(vendor))];
    const [flow] = judged(shared).flows.slice(1);
    expect(flow).toMatchObject({ verdict: "refused", dnsNames: [map], owner: "DJI" });
  });

  test("as a forgery where the name was answered with other addresses", () => {
    const forged = [answer(map, "198.18.0.10"), ...saying(hello(map))];
    expect(verdictsOf(judged(forged))).toEqual([["refused", "unclear-attempt"]]);
    const honest = [answer(map, "198.18.0.66"), ...saying(hello(map))];
    expect(verdictsOf(judged(honest))).toEqual([["allowed", "granted"]]);
  });

  test("as unknown where it says no name, or one behind a cover", () => {
    expect(verdictsOf(judged(saying(hello())))).toEqual([["refused", "unknown-destination"]]);
    const covered = saying(hello(map, [[0xfe, 0x0d, 0, 1, 0]]));
    expect(verdictsOf(judged(covered))).toEqual([["refused", "unclear-attempt"]]);
  });

  test("by all hosts of its requests: one that is not allowed is enough", () => {
    const request = (host: string) => `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const text = bytes(request(map) + request(vendor));
    expect(verdictsOf(judged(saying(text)))).toEqual([["refused", expect.any(String)]]);
  });

  test("by every name of its address where its protocol says none", () => {
    const ntp = ethernet4(ipv4(17, udp(bytes([0x23], Array<number>(47).fill(0)), { port: 123 })));
    expect(verdictsOf(judged([ntp]))).toEqual([["refused", "unknown-destination"]]);
    const named = [answer("time.android.com", "198.18.0.66"), ntp];
    expect(verdictsOf(judged(named))).toEqual([["allowed", "granted"]]);
    const twice = [...named.slice(0, 1), answer(vendor, "198.18.0.66", 8), ntp];
    expect(verdictsOf(judged(twice))).toEqual([["refused", expect.any(String)]]);
  });

  test("not at all where no policy is known, or where it cannot leave the link", () => {
    const many = ethernet4(ipv4(17, udp(bytes("x")), { to: "224.0.0.251" }));
    const seen = readMade(pcap([many, ...saying(hello(map))]));
    const none = judgeFlows(seen, { policyAt: () => undefined, clientOf: () => client });
    expect(none.flows.map(({ verdict }) => verdict)).toEqual(["not-judged", "not-judged"]);
    const some = judgeFlows(seen, { policyAt: () => granting("maps"), clientOf: () => client });
    expect(some.flows.map(({ verdict }) => verdict)).toEqual(["not-judged", "allowed"]);
  });

  test("for the device that it is from, and by the policy of its moment", () => {
    const seen = readMade(pcap(saying(hello(map))));
    const judge = (name: string, policy: Policy) =>
      judgeFlows(seen, { policyAt: () => policy, clientOf: () => name }).flows[0]?.verdict;
    expect(judge("tablet", granting("maps"))).toBe("allowed");
    expect(judge("phone", granting("maps"))).toBe("refused");
    const span = { fromRunning: 900, untilRunning: 901 };
    const [grant] = granting("maps").grants;
    const timed = (from: string, until: string): Policy => ({
      ...granting(),
      grants: grant ? [{ ...grant, span: { ...span, from, until } }] : [],
    });
    // Captured on 2023-11-14; nobody knows how long the installation had been running.
    expect(judge("tablet", timed("2023-11-01T00:00:00Z", "2023-12-01T00:00:00Z"))).toBe("allowed");
    expect(judge("tablet", timed("2023-10-01T00:00:00Z", "2023-11-01T00:00:00Z"))).toBe("refused");
  });
});

describe("two sides of a gateway", () => {
  const inner = (name: string, given: Ends = {}) => saying(hello(name), 1400, given);
  const outside = { from: "203.0.113.2", fromPort: 40_000 } as const;
  const outer = (name: string, given: Ends = {}) =>
    saying(hello(name), 1400, { ...outside, ...given });
  const asked = (name: string, from: string, to: string) =>
    ethernet4(ipv4(17, udp(dns(name), { port: 53, fromPort: 5555 }), { from, to }));

  function compared(within: readonly Uint8Array[], left: readonly Uint8Array[]) {
    const policy = granting("maps");
    return compareSides(judged(within, policy), judged(left, policy), (question) =>
      mayAsk(question, { policy, client }),
    );
  }
  const fates = (within: readonly Uint8Array[], left: readonly Uint8Array[]) =>
    compared(within, left).flows.map(({ fate, inner: tried, outer: gone }) => [
      fate,
      Boolean(tried),
      Boolean(gone),
    ]);

  test("what was tried and did not leave was kept back", () => {
    expect(fates(inner(vendor), [])).toEqual([["blocked", true, false]]);
  });

  test("what left is matched by address, port, time and name", () => {
    expect(fates(inner(map), outer(map))).toEqual([["passed", true, true]]);
    expect(fates(inner(vendor), outer(vendor))).toEqual([["leaked", true, true]]);
    expect(fates(inner(map), outer(map, { port: 8443 }))).toEqual([
      ["blocked", true, false],
      ["leaked", false, true],
    ]);
  });

  test("the leaks that a gateway of addresses alone makes are found, and no others", () => {
    // The vendor on the map's address, no name there, and the map itself: as in the trials of the
    // reference, where sets of addresses let the first two pass.
    const within = [
      ...inner(map, { fromPort: 1 }),
      ...inner(vendor, { fromPort: 2 }),
      ...saying(hello(), 1400, { fromPort: 3 }),
    ];
    const left = [
      ...outer(map, { fromPort: 11 }),
      ...outer(vendor, { fromPort: 12 }),
      ...saying(hello(), 1400, { ...outside, fromPort: 13 }),
    ];
    expect(fates(within, left).map(([fate]) => fate)).toEqual(["passed", "leaked", "leaked"]);
    expect(fates(within, left.slice(0, 2)).map(([fate]) => fate)).toEqual([
      "passed",
      "blocked",
      "blocked",
    ]);
  });

  test("names are compared by what was asked outside", () => {
    const within = [map, vendor].map((name) => asked(name, "10.77.0.10", "10.77.0.1"));
    const upstream = (name: string) => asked(name, "203.0.113.2", "198.18.0.53");
    const fatesOf = (left: readonly Uint8Array[]) =>
      compared(within, left).questions.map(({ name, fate }) => [name, fate]);
    expect(fatesOf([upstream(map)])).toEqual([
      [map, "passed"],
      [vendor, "blocked"],
    ]);
    expect(fatesOf([upstream(vendor), upstream("other.example")])).toEqual([
      [map, "blocked"],
      [vendor, "leaked"],
      ["other.example", "leaked"],
    ]);
  });

  test("the gateway's own neighbours' talk is no leak", () => {
    const talk = ethernet4(ipv4(17, udp(bytes("x")), { from: "203.0.113.2", to: "224.0.0.22" }));
    expect(compared([], [talk])).toMatchObject({ flows: [], onLink: 1 });
  });
});
