import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "@homepoint/base";
import { readExodusTrackers } from "./exodus.ts";
import { bareHost, HostBook, urlsIn } from "./hosts.ts";
import { TextsInBytes } from "./texts-in-bytes.ts";
import { trackerTable } from "./tracker-table.ts";
import { findTrackers } from "./trackers.ts";

const traces = {
  defined: new Set<string>(),
  referenced: new Set<string>(),
  libraries: [],
  hosts: [],
};
const names = (found: readonly { id: string; how: string }[]) =>
  found.map(({ id, how }) => `${id} ${how}`);

describe("trackers", () => {
  test("are contained where their classes are defined, referred to where they are only named", () => {
    const defined = new Set(["com.tencent.bugly.crashreport.CrashReport", "org.example.Own"]);
    expect(names(findTrackers({ ...traces, defined }, trackerTable))).toEqual(["bugly contained"]);
    const referenced = new Set(["com.sina.weibo.sdk.auth.AuthInfo"]);
    expect(names(findTrackers({ ...traces, referenced }, trackerTable))).toEqual([
      "weibo referred-to",
    ]);
  });

  test("end where a part of a name ends: com.mob is not com.mobility", () => {
    const defined = new Set(["com.mobility.App"]);
    expect(findTrackers({ ...traces, defined }, trackerTable)).toEqual([]);
  });

  test("are known by their hosts, and by what lies below them", () => {
    const hosts = ["o1.ingest.sentry.io", "notsentry.io"];
    expect(names(findTrackers({ ...traces, hosts }, trackerTable))).toEqual(["sentry host-only"]);
  });

  test("have each a source, a name of their own, and something to be known by", () => {
    expect(new Set(trackerTable.map(({ id }) => id)).size).toBe(trackerTable.length);
    for (const { source, classes, hosts, libraries, id } of trackerTable) {
      expect(source, id).toMatch(/^https?:\/\//);
      expect(classes.length + hosts.length + libraries.length, id).toBeGreaterThan(0);
    }
  });

  test("of a list by Exodus are taken where a pattern is plain, and counted where it is not", () => {
    const text = JSON.stringify({
      trackers: {
        1: {
          id: 1,
          name: "Plain",
          code_signature: "com.plain.sdk.|com\\.also",
          network_signature: "",
        },
        2: { id: 2, name: "Not plain", code_signature: "com.(a|b).*", network_signature: "NC" },
      },
    });
    const { signatures, leftOut } = readExodusTrackers(text);
    expect(signatures.map(({ name, classes }) => [name, classes])).toEqual([
      ["Plain", ["com.plain.sdk.", "com.also"]],
    ]);
    expect(leftOut).toBeGreaterThan(0);
    const defined = new Set(["com.plain.sdk.Agent"]);
    expect(names(findTrackers({ ...traces, defined }, signatures))).toEqual(["exodus-1 contained"]);
  });

  test.each(["", "no JSON", "[]", "{}", '{"trackers":3}'])("%j is no list", (text) => {
    expect(() => readExodusTrackers(text)).toThrow(/tracker signatures/);
  });
});

describe("hosts", () => {
  test.each([
    ["api.example.com", "api.example.com"],
    ["api.example.com:8443/v1/x", "api.example.com"],
    ["1.2.4.dev", undefined],
    ["graph", undefined],
    ["com.example.app", undefined],
    ["org.apache.http.client", undefined],
    ["libfoo.so", undefined],
    ["index.js", undefined],
    ["example.notasuffix", undefined],
    ["Example.com", undefined],
  ])("%s, alone, is %s", (text, host) => expect(bareHost(text)).toBe(host));

  test.each([
    ["see https://user:pw@a.example.com:8443/x?y=1#z.", ["a.example.com"]],
    ["rtmp://live.example.cn/app wss://ws.example.org", ["live.example.cn", "ws.example.org"]],
    ["http://localhost:3000 http://10.0.0.999 http://127.0.0.1", []],
    ["http://192.168.1.10/x", ["192.168.1.10"]],
    ["https://%s/x https://{host}/x", []],
  ])("URLs of %j are of %j", (text, hosts) => {
    expect([...urlsIn(text)].map(({ host }) => host)).toEqual(hosts);
  });

  test("are found wherever a block ends", () => {
    const bytes = utf8(
      `\0\0${"x".repeat(300)} https://first.example.com/a\0"second.example.org"\0tail`,
    );
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
        const book = new HostBook();
        const texts = new TextsInBytes(book, "f");
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        for (let at = 1; at < places.length; at += 1)
          texts.add(bytes.slice(places[at - 1], places[at]));
        texts.end();
        expect(book.all.map(({ host }) => host)).toEqual([
          "first.example.com",
          "second.example.org",
        ]);
      }),
      { numRuns: 200 },
    );
  });
});
