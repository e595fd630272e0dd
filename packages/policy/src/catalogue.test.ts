import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogueRows, destinationsAt, isSystemHost, nameHost } from "./catalogue.ts";
import { destinations } from "./destinations/index.ts";
import { ownedDomains } from "./destinations/owned-domains.ts";
import { systemDomains } from "./destinations/system-domains.ts";
import { isLocalHost, normalHost } from "./host.ts";
import { consequences, services } from "./service.ts";

describe("the catalogue", () => {
  test("has only normal public hosts, and a source for each", () => {
    for (const { host, source } of [...destinations, ...ownedDomains]) {
      const name = host.replace(/^\./, "");
      expect(normalHost(name)).toBe(name);
      expect(isLocalHost(name)).toBe(false);
      expect(source.length).toBeGreaterThan(10);
    }
  });

  test("has each host once for each service, and once as owned", () => {
    const keys = destinations.map(({ host, service }) => `${host} ${service}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(ownedDomains.map(({ host }) => host)).size).toBe(ownedDomains.length);
  });

  test("names exact hosts whole, and patterns with a dot in front", () => {
    for (const { host, match } of destinations)
      expect(host.startsWith("."), host).toBe(match !== "exact");
  });

  test("has no row that opens a whole domain of DJI", () => {
    const wide = destinations.filter((row) => row.match === "documented").map((row) => row.host);
    expect(wide).toEqual([".agora.io", ".sd-rtn.com"]);
  });

  test("knows hosts of every service but those that nobody has documented", () => {
    const served = new Set(destinations.map(({ service }) => service));
    expect(services.filter((service) => !served.has(service))).toEqual(["weather", "lte"]);
  });
});

describe("a row", () => {
  test("tells owner, service, what stops and by which source, of every host", () => {
    for (const row of catalogueRows()) {
      for (const text of [row.owner, row.service, row.source]) expect(text).not.toBe("");
      expect(consequences).toContain(row.whatStops);
    }
  });

  test("is found by the most exact name", () => {
    expect(catalogueRows("events.mapbox.com")).toMatchObject([
      { host: "events.mapbox.com", owner: "Mapbox", service: "experience-improvement" },
    ]);
    expect(catalogueRows("x.dji.com")).toMatchObject([{ host: ".dji.com", canBeGranted: false }]);
    expect(catalogueRows("mydjiflight.dji.com")).toHaveLength(3);
    expect(catalogueRows("vendor.example")).toEqual([]);
  });
});

const reference = new URL("../../../../shared/reference/dji-endpoints.json", import.meta.url);
const isThere = existsSync(reference);
if (!isThere) console.warn("SKIPPED: the catalogue is held against no list of endpoints");

test.skipIf(!isThere)(
  `every endpoint that is known of DJI's apps stands in it${isThere ? "" : " (skipped: no list)"}`,
  () => {
    const rows = JSON.parse(readFileSync(reference, "utf8")) as readonly { host: string }[];
    for (const { host } of rows) {
      const name = host.replace(/^\*?\./, "x.");
      expect(nameHost(name), host).toMatchObject({
        owner: expect.any(String),
        whatStops: expect.any(String),
      });
      expect(catalogueRows(name).length, host).toBeGreaterThan(0);
    }
    expect(rows.length).toBeGreaterThan(100);
  },
);

describe("a host", () => {
  test("that is guessed is named and not opened", () => {
    expect(nameHost("a.tiles.mapbox.com")).toEqual({
      services: ["maps"],
      owner: "Mapbox",
      whatStops: "no-online-map",
    });
    expect(destinationsAt("a.tiles.mapbox.com")).toEqual([]);
  });

  test("that serves several services has them all", () => {
    expect(nameHost("mydjiflight.dji.com").services.toSorted()).toEqual([
      "firmware",
      "flight-record-sync",
      "geocoding",
    ]);
  });

  test("that a tablet calls by itself is named, with what stops, and never opened", () => {
    for (const { host } of systemDomains) {
      const name = host.replace(/^\./, "x.");
      expect(nameHost(name)).toMatchObject({
        owner: expect.any(String),
        whatStops: expect.any(String),
      });
      expect(destinationsAt(name)).toEqual([]);
    }
    expect(nameHost("captive.apple.com")).toEqual({
      services: [],
      owner: "Apple",
      purpose: "connectivity-check",
      whatStops: "no-online-sign",
    });
  });

  test("that a tablet calls by itself is told from what its apps call", () => {
    for (const host of [
      "connectivitycheck.android.com",
      "accounts.google.com",
      "gsp-ssl.ls.apple.com",
      "ocsp.digicert.com",
      "www.bing.com",
      "arc.msn.com",
      "maps.windows.com",
    ])
      expect(isSystemHost(host), host).toBe(true);
    for (const host of ["maps.googleapis.com", "firestore.googleapis.com", "active.dji.com"])
      expect(isSystemHost(host), host).toBe(false);
  });

  test("of a known owner is named by the owner", () => {
    expect(nameHost("anything.dji.com")).toEqual({
      services: [],
      owner: "DJI",
      purpose: "unknown",
      whatStops: "not-known",
    });
    expect(nameHost("dji.com").owner).toBe("DJI");
    expect(nameHost("notdji.com")).toEqual({ services: [] });
  });
});

test.each([
  ["Example.COM.", "example.com"],
  ["127.0.0.1", "127.0.0.1"],
  ["FE80::1", "fe80::1"],
  ["a_b.example", "a_b.example"],
  ["", undefined],
  [".", undefined],
  ["a b", undefined],
  ["1.2.3.4.5", undefined],
  ["127.1", undefined],
  ["[::1]", undefined],
  ["::ffff:1.2.3.4", undefined],
  ["x".repeat(64), undefined],
  [`${"x.".repeat(130)}example`, undefined],
])("%j is the host %j", (text, host) => {
  expect(normalHost(text)).toBe(host);
});

test.each([
  ["127.0.0.1", true],
  ["10.1.2.3", true],
  ["172.15.0.1", false],
  ["172.16.0.1", true],
  ["172.32.0.1", false],
  ["192.168.0.1", true],
  ["192.169.0.1", false],
  ["169.254.1.1", true],
  ["100.64.0.1", false],
  ["::1", true],
  ["fd00::1", true],
  ["fc::1", false],
  ["fe80::1", true],
  ["2001:db8::1", false],
  ["localhost", true],
  ["hub.local", true],
  ["local", false],
  ["hub", false],
  ["hub.localhost.example", false],
])("whether %s is on this network: %s", (host, local) => {
  expect(isLocalHost(host)).toBe(local);
});
