import { textOf } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact } from "../fact.ts";
import { cefLine } from "./cef.ts";
import { jsonLine } from "./json-line.ts";
import type { SiemEntry } from "./siem-entry.ts";
import { countedFrame, longestDatagram, syslogMessage } from "./syslog.ts";

const at = "2026-06-01T09:00:00.000Z";
const entryOf = (fact: Fact, index = 7): SiemEntry => ({
  generation: 2,
  index,
  hour: "2026-06-01T09Z",
  state: "open",
  fact,
});
const named = (name: string, by = "ann"): Fact => ({
  kind: "sealed",
  at,
  by,
  object: "0a",
  sha256: "ff",
  size: 3,
  source: "card",
  name,
});

/** Reads CEF by its own rules: what a collector makes of a line. */
function readCef(line: string) {
  const parts: string[] = [];
  let rest = line;
  while (parts.length < 7) {
    const part = /^((?:[^\\|]|\\[\\|])*)\|/.exec(rest);
    if (!part) throw new Error(`no header: ${rest}`);
    parts.push(part[1]!.replaceAll(/\\([\\|])/g, "$1"));
    rest = rest.slice(part[0].length);
  }
  const values: Record<string, string> = {};
  const pattern = /(?:^| )([A-Za-z0-9_]+)=((?:[^\\=]|\\[\\=rn])*?)(?=$| [A-Za-z0-9_]+=)/gy;
  for (const [, key = "", value = ""] of rest.matchAll(pattern))
    values[key] = value.replaceAll(/\\([\\=rn])/g, (_, letter: string) =>
      letter === "n" ? "\n" : letter === "r" ? "\r" : letter,
    );
  return { parts, values };
}

describe("CEF", () => {
  test("a refusal is told under CEF's own names", () => {
    const fact: Fact = {
      kind: "verdict",
      at,
      by: "gateway",
      attempt: {
        kind: "connection",
        subject: { kind: "client", id: "tablet" },
        direction: "out",
        host: "maps.example",
        port: 443,
        protocol: "tcp",
      },
      verdict: { allowed: false, because: "not-granted", mode: "local-data" },
    };
    expect(cefLine(entryOf(fact), "1.2.3")).toMatch(
      /^CEF:0\|Homepoint\|Homepoint\|1\.2\.3\|verdict\.blocked\.not-granted\|verdict blocked not granted\|8\|rt=1780304400000 externalId=2\/7 cat=verdict suser=gateway act=blocked reason=not-granted shost=tablet dhost=maps\.example dpt=443 proto=tcp deviceDirection=1 cs1Label=fact cs1=\{/,
    );
  });

  test("whatever a name holds, it adds no key, no part and no line", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("\\", "|", "=", " ", "\n", "\r", "a", "c", "t") }),
      fc.constantFrom(" cat=forged", "\\ cat=forged", "x\ncat=forged", "\\\\= act=allowed|9|"),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, (name, by, version) => {
        const line = cefLine(entryOf(named(name, by)), version);
        // oxlint-disable-next-line no-control-regex -- they are what may not be there
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        const { parts, values } = readCef(line);
        expect(parts[4]).toBe("sealed");
        expect(parts[6]).toBe("1");
        expect(values["cat"]).toBe("sealed");
        expect(values["fileHash"]).toBe("ff");
        expect(values["act"]).toBeUndefined();
        const cleaned = (text: string) =>
          text.replaceAll(
            // oxlint-disable-next-line no-control-regex -- as above
            /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029]/g,
            " ",
          );
        if (!/ |=/.test(name)) expect(values["fname"]).toBe(cleaned(name));
      }),
      { numRuns: 500 },
    );
  });

  test("what cannot be read is told as that", () => {
    const { fact: _, ...shredded } = { ...entryOf(named("x")), state: "shredded" as const };
    expect(cefLine(shredded, "1")).toBe(
      "CEF:0|Homepoint|Homepoint|1|entry.shredded|entry shredded|1|rt=1780304400000 externalId=2/7 cat=shredded",
    );
  });
});

describe("JSON Lines", () => {
  test("a line is one line, and says what the entry says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const line = jsonLine(entryOf(named(name)));
        expect(line).not.toMatch(/[\n\r]/);
        expect(JSON.parse(line)).toMatchObject({
          generation: 2,
          index: 7,
          level: "routine",
          fact: { name: name.toWellFormed() },
        });
      }),
    );
  });
});

describe("syslog", () => {
  const message = (name: string, host = "hub", longest?: number) => {
    const entry = entryOf(named(name));
    const text = cefLine(entry, "1");
    return syslogMessage({ entry, text, host, now: new Date(0) }, longest);
  };

  test("a message has the head of RFC 5424, whatever it is about", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (name, host) => {
        const text = textOf(message(name, host));
        expect(text).toMatch(
          /^<110>1 2026-06-01T09:00:00\.000Z [!-~]{1,255} homepoint - sealed \[meta sequenceId="8"\] CEF:0\|/,
        );
        expect(text).not.toContain("\n");
      }),
    );
  });

  test("one that is too long is cut at a letter, and says so", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("é", "x", "飛", "\\", "🛩"),
          minLength: 900,
          maxLength: 3000,
        }),
        (name) => {
          const bytes = message(name, "hub", longestDatagram);
          expect(bytes.length).toBeLessThanOrEqual(longestDatagram);
          const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
          if (text.includes("cutBecauseTooLong"))
            expect(text).toMatch(/[^\\] cutBecauseTooLong=true$/);
        },
      ),
    );
  });

  test("a frame says its length in bytes", () => {
    const bytes = message("é");
    expect(textOf(countedFrame(bytes))).toBe(`${bytes.length} ${textOf(bytes)}`);
  });
});
