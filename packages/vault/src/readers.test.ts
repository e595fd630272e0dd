import { isProblem, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatStanzas, parseHeader } from "./age/header.ts";
import { X25519Identity, X25519Recipient } from "./age/x25519.ts";
import { MemoryFiles } from "./home/memory-files.ts";
import { readKeyFile } from "./identity/identity-file.ts";
import { readRecipients } from "./identity/recipients.ts";
import { fromRecoveryWords } from "./identity/recovery-words.ts";
import { payloadOfInboxName } from "./inbox/inbox-names.ts";
import { formatAbout, parseAbout } from "./ring/about.ts";
import { formatEntryName, parseEntryName } from "./ring/entry-name.ts";
import { payloadNamedBy } from "./ring/entry.ts";
import { RowSealer } from "./rows/row-sealer.ts";
import { primitives } from "./test-vault.contract.ts";

const bytes = fc.uint8Array({ maxLength: 500 });
const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.json());
const rows = new RowSealer(new Uint8Array(32), primitives);

/** Everything that reads bytes or text from outside, and may throw nothing but a Problem. */
const readers: readonly { readonly name: string; readonly read: (from: Outside) => unknown }[] = [
  { name: "age header", read: ({ bytes }) => parseHeader(bytes) },
  { name: "age header of lines", read: ({ text }) => parseHeader(utf8(asHeader(text))) },
  { name: "recipient", read: ({ text }) => X25519Recipient.parse(text, primitives) },
  { name: "identity", read: ({ text }) => X25519Identity.parse(text, primitives) },
  { name: "key file", read: ({ bytes }) => readKeyFile(bytes, primitives) },
  { name: "recovery words", read: ({ text }) => fromRecoveryWords(text, primitives) },
  { name: "About", read: ({ text }) => parseAbout(utf8(text)) },
  { name: "name of a ring entry", read: ({ text }) => parseEntryName(text) },
  { name: "name of an inbox entry", read: ({ text }) => payloadOfInboxName(text) },
  { name: "payload of a ring entry", read: ({ bytes }) => payloadNamedBy(bytes) },
  { name: "row", read: ({ bytes }) => rows.open({ table: "t", id: "1" }, bytes) },
];

type Outside = { readonly bytes: Uint8Array; readonly text: string };

const asHeader = (text: string) => `age-encryption.org/v1\n-> ${text}\n--- ${"A".repeat(43)}\n`;

test.each(readers)(
  "whatever the bytes, reading them as $name gives a value or a problem",
  (reader) => {
    fc.assert(
      fc.property(bytes, text, (bytes, text) => {
        try {
          reader.read({ bytes, text });
        } catch (error) {
          expect(isProblem(error)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  },
);

test.each([{}, { by: "someone" }])("an About with %o is read as it was written", (more) => {
  const about = {
    name: "a.txt",
    kind: "log",
    takenInAt: "2026-01-01T00:00:00Z",
    source: "card",
    size: 1,
    sha256: "0".repeat(64),
    ...more,
  };
  expect(parseAbout(formatAbout(about))).toEqual(about);
});

test("whatever recipients.json holds, reading it gives recipients or a problem", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, text.map(utf8)), async (bytes) => {
      const files = new MemoryFiles();
      await files.create("recipients.json", bytes);
      const reading = readRecipients(files, primitives);
      await expect(reading).rejects.toMatchObject({ code: "vault/damaged-recipients" });
    }),
  );
});

test("any About reads back as it was written", () => {
  const about = fc.record({
    name: fc.string({ unit: "grapheme" }),
    kind: fc.string(),
    takenInAt: fc.string(),
    source: fc.string({ unit: "grapheme" }),
    size: fc.nat(Number.MAX_SAFE_INTEGER),
    sha256: fc.string(),
  });
  fc.assert(
    fc.property(about, (about) => {
      expect(parseAbout(formatAbout(about))).toEqual(about);
    }),
  );
});

test.each(["null", "[]", "1", "{}", '{"name":1}', '{"size":-1}', '{"size":1.5}', "{"])(
  "%s is no About",
  (text) => {
    const whole = { name: "", kind: "", takenInAt: "", source: "", sha256: "", size: 0 };
    expect(parseAbout(utf8(text))).toBeUndefined();
    if (text.startsWith('{"')) {
      const changed = { ...whole, ...(JSON.parse(text) as object) };
      expect(parseAbout(utf8(JSON.stringify(changed)))).toBeUndefined();
    }
  },
);

test("the name of any entry reads back as it was written", () => {
  const id = fc.stringMatching(/^[0-9a-f]{64}$/);
  const kind = fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/), { nil: undefined });
  fc.assert(
    fc.property(id, kind, (id, kind) => {
      const name = kind === undefined ? { id } : { id, kind };
      expect(parseEntryName(formatEntryName(name))).toEqual(name);
    }),
  );
});

test("any stanzas read back as they were written", () => {
  const arg = fc.stringMatching(/^[!-~]{1,30}$/).filter((text) => text !== "scrypt");
  const stanza = fc.record({
    args: fc.tuple(arg, arg),
    body: fc.uint8Array({ maxLength: 200 }),
  });
  fc.assert(
    fc.property(fc.array(stanza, { minLength: 1, maxLength: 5 }), (stanzas) => {
      const header = `age-encryption.org/v1\n${formatStanzas(stanzas)}--- ${"A".repeat(43)}\n`;
      expect(parseHeader(utf8(header)).stanzas).toEqual(stanzas);
    }),
  );
});
