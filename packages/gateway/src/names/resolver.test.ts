import type { NewFact } from "@homepoint/evidence";
import { defaultPolicy, type Policy, type Service } from "@homepoint/policy";
import { expect, test } from "vitest";
import { Judge } from "../flows/judge.ts";
import { AddressBook } from "./address-book.ts";
import { codes, readReply, recordTypes, writeQuestion, type Reply } from "@homepoint/inspect";
import { PolicyResolver, type Opening } from "./resolver.ts";

const map = "tile.openstreetmap.org";
const vendor = "statistical-report.djiservice.org";

/** A resolver for one tablet; `upstream` says what the uplink's name server would. */
function made(
  upstream: (name: string, type: number) => Partial<Reply>,
  granted: Service[] = ["maps"],
) {
  const policy: Policy = {
    ...defaultPolicy,
    grants: granted.map((service) => ({
      service,
      subject: { kind: "client", id: "tablet" },
      by: "Ada",
      why: "",
    })),
  };
  const facts: NewFact[] = [];
  const asked: string[] = [];
  const opened: Opening[] = [];
  const order: string[] = [];
  const judge = new Judge({
    policy: () => policy,
    moment: () => ({ at: "2026-11-22T10:00:00.000Z", runningSeconds: 1 }),
    evidence: { append: async (fact) => (order.push("recorded"), facts.push(fact)) },
    by: "gateway",
  });
  const resolver = new PolicyResolver(
    {
      judge,
      book: new AddressBook(() => 0),
      askUpstream: async (name, type) => {
        order.push("asked");
        asked.push(name);
        return {
          id: 0,
          code: codes.fine,
          name,
          type,
          aliases: [],
          addresses: [],
          ...upstream(name, type),
        };
      },
      open: async (opening) => opened.push(opening) > 0,
      ownAddresses: ["10.77.0.1", "fd77::1"],
      own: { "hub.internal": "10.77.0.2" },
    },
    () => 0,
  );
  const ask = async (name: string, type: number = recordTypes.a) => {
    const answer = await resolver.answer(
      writeQuestion({ id: 9, recursion: true, name, type }),
      "tablet",
    );
    return answer && readReply(answer);
  };
  return { ask, asked, opened, facts, order };
}
const giving =
  (...addresses: string[]) =>
  () => ({ addresses: addresses.map((address) => ({ address, ttl: 60 })) });

test("an allowed name is on record, asked, opened and only then answered", async () => {
  const { ask, opened, order } = made(giving("198.51.100.7"));
  expect((await ask(map))?.addresses).toEqual([{ address: "198.51.100.7", ttl: 60 }]);
  expect(order).toEqual(["recorded", "asked"]);
  expect(opened).toMatchObject([
    { host: map, address: "198.51.100.7", ways: [{ protocol: "tcp", port: 443 }] },
  ]);
});

test.each([
  vendor,
  "use-application-dns.net",
  "mask.icloud.com",
  "_dns.resolver.arpa",
  "a.b.c.example",
  `x.${map}`,
])("%s goes no further, and is no such name", async (name) => {
  const { ask, asked } = made(giving("198.51.100.7"));
  expect((await ask(name))?.code).toBe(codes.noSuchName);
  expect(asked).toEqual([]);
});

test.each([16, 65, 64, 5, 28, 255, 10])(
  "of an allowed name only addresses are asked for; type %i",
  async (type) => {
    const { ask, asked, opened } = made(giving("2001:db8::7"));
    const reply = await ask(map, type);
    expect(reply?.code).toBe(codes.fine);
    expect(asked).toEqual(type === recordTypes.aaaa ? [map] : []);
    expect(opened).toHaveLength(type === recordTypes.aaaa ? 1 : 0);
  },
);

test.each([
  "10.77.0.1",
  "10.1.1.1",
  "127.0.0.1",
  "192.168.1.1",
  "169.254.1.1",
  "172.16.0.1",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
])("%s as an answer from outside is dropped: nobody out there lives at home", async (address) => {
  const { ask, opened } = made(giving(address));
  expect((await ask(map))?.addresses).toEqual([]);
  expect(opened).toEqual([]);
});

test.each([
  "fd77::1",
  "fe80::1",
  "::1",
  "::ffff:10.0.0.1",
  "ff02::1",
  "64:ff9b::a00:1",
  "2002:a00:1::",
])("%s as an answer from outside is dropped as well", async (address) => {
  const { ask, opened } = made(giving(address));
  expect((await ask(map, recordTypes.aaaa))?.addresses).toEqual([]);
  expect(opened).toEqual([]);
});

test("an alias that leads to a service that is not allowed is no answer", async () => {
  const { ask, opened } = made(() => ({
    aliases: ["events.mapbox.com"],
    addresses: [{ address: "198.51.100.7", ttl: 60 }],
  }));
  expect((await ask(map))?.code).toBe(codes.noSuchName);
  expect(opened).toEqual([]);
});

test("connectivity checks, the page and the hub are answered here", async () => {
  const { ask, asked } = made(giving("198.51.100.7"), []);
  for (const name of ["connectivitycheck.gstatic.com", "captive.apple.com", "gateway.internal"])
    expect((await ask(name))?.addresses[0]?.address).toBe("10.77.0.1");
  expect((await ask("hub.internal"))?.addresses[0]?.address).toBe("10.77.0.2");
  expect(asked).toEqual([]);
});
