import { collect, concat, equalBytes, isProblem, utf8 } from "@homepoint/base";
import { Decrypter, Encrypter } from "age-encryption";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasAge, openWithAge, sealWithAge, withAge } from "../node/age-command.contract.ts";
import { nodePrimitives } from "../node/primitives.ts";
import { noblePrimitives } from "../primitives/noble.ts";
import { openWhole, openWithIdentity, sealToRecipients, sealWhole } from "./age-file.ts";
import { PassphraseIdentity, PassphraseRecipient } from "./passphrase.ts";
import { X25519Identity, X25519Recipient } from "./x25519.ts";

const primitives = nodePrimitives;
const identity = X25519Identity.create(primitives);
const recipients = [identity.recipient];
const sample = Uint8Array.from({ length: 200_001 }, (_, at) => (at * 131) ^ (at >> 8));

/** Around each border between chunks, and some bytes. */
const sizes = [0, 1, 15, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 200_001];

async function* cut(bytes: Uint8Array, lengths: readonly number[]): AsyncIterable<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    yield bytes.slice(at, at + length);
    at += length;
  }
}

const blockLengths = fc.array(fc.integer({ min: 1, max: 150_000 }), { minLength: 1, maxLength: 5 });

test("any bytes in any blocks open to the same bytes, from any blocks", async () => {
  const length = fc.oneof(fc.constantFrom(...sizes), fc.nat(sample.length));
  await fc.assert(
    fc.asyncProperty(length, blockLengths, blockLengths, async (length, before, after) => {
      const content = sample.subarray(0, length);
      const sealed = await sealWhole({ bytes: cut(content, before), recipients, primitives });
      const opened = await openWhole({ bytes: cut(sealed, after), identity, primitives });
      expect(equalBytes(opened, content)).toBe(true);
    }),
  );
});

/** Gives its blocks from one buffer, and overwrites each once the next is asked for. */
async function* reusing(bytes: Uint8Array, length: number): AsyncIterable<Uint8Array> {
  const buffer = new Uint8Array(length);
  for (let at = 0; at < bytes.length; at += length) {
    const part = bytes.subarray(at, at + length);
    buffer.set(part);
    yield buffer.subarray(0, part.length);
    buffer.fill(0);
  }
}

test.each([1, 7, 100, 40_000, 70_000, 300_000])(
  "a source that gives blocks of %d bytes from one buffer is sealed and opened all the same",
  async (length) => {
    const content = sample.subarray(0, length < 100 ? 500 : sample.length);
    const sealed = await sealWhole({ bytes: reusing(content, length), recipients, primitives });
    const opened = await openWhole({ bytes: reusing(sealed, length), identity, primitives });
    expect(equalBytes(opened, content)).toBe(true);
  },
);

test("a changed byte anywhere gives a problem, never other bytes", async () => {
  const content = sample.subarray(0, 70_000);
  const sealed = await sealWhole({ bytes: content, recipients, primitives });
  const headerLength = 200; // every byte of it is tried, and some of the payload's
  const tried = fc.tuple(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }));
  const inHeader = Array.from({ length: headerLength }, (_, at): [[number, number]] => [[at, 1]]);
  await fc.assert(
    fc.asyncProperty(tried, async ([at, difference]) => {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ difference;
      const given: Uint8Array[] = [];
      const opening = async () => {
        for await (const block of openWithIdentity({ bytes: changed, identity, primitives }))
          given.push(block);
      };
      await expect(opening()).rejects.toSatisfy((error) => isProblem(error));
      const opened = concat(...given);
      expect(equalBytes(opened, content.subarray(0, opened.length))).toBe(true);
    }),
    { examples: inHeader, numRuns: 300 },
  );
});

test("a file cut short anywhere gives a problem", async () => {
  const sealed = await sealWhole({ bytes: sample.subarray(0, 66_000), recipients, primitives });
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => {
      const bytes = sealed.subarray(0, length);
      const opening = openWhole({ bytes, identity, primitives });
      await expect(opening).rejects.toSatisfy((error) => isProblem(error));
    }),
    { examples: [[0], [sealed.length - 1]] },
  );
});

test("any bytes at all are refused with a problem", async () => {
  const afterVersion = fc
    .uint8Array({ maxLength: 300 })
    .map((bytes) => concat(utf8("age-encryption.org/v1\n"), bytes));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), afterVersion), async (bytes) => {
      const opening = openWhole({ bytes, identity, primitives });
      await expect(opening).rejects.toMatchObject({ code: "vault/bad-header" });
    }),
  );
});

test("a beginning without end is refused before it fills memory", async () => {
  let given = 0;
  async function* endless(): AsyncIterable<Uint8Array> {
    yield utf8("age-encryption.org/v1\n");
    for (;;) {
      given += 1 << 16;
      yield new Uint8Array(1 << 16).fill(0x41);
    }
  }
  const opening = openWhole({ bytes: endless(), identity, primitives });
  await expect(opening).rejects.toMatchObject({ code: "vault/bad-header" });
  expect(given).toBeLessThan(1 << 20);
});

test("who stops reading early lets go of the source", async () => {
  const sealed = await sealWhole({ bytes: sample, recipients, primitives });
  let closed = false;
  async function* watched(): AsyncIterable<Uint8Array> {
    try {
      yield* cut(sealed, [50_000]);
    } finally {
      closed = true;
    }
  }
  for await (const block of openWithIdentity({ bytes: watched(), identity, primitives })) {
    expect(block.length).toBeGreaterThan(0);
    break;
  }
  expect(closed).toBe(true);
});

test("each of several recipients opens it, and no one else", async () => {
  const other = X25519Identity.create(primitives);
  const both = [identity.recipient, other.recipient];
  const bytes = await sealWhole({ bytes: utf8("for two"), recipients: both, primitives });
  expect(await openWhole({ bytes, identity, primitives })).toEqual(utf8("for two"));
  expect(await openWhole({ bytes, identity: other, primitives })).toEqual(utf8("for two"));
  const stranger = X25519Identity.create(primitives);
  const opening = openWhole({ bytes, identity: stranger, primitives });
  await expect(opening).rejects.toMatchObject({ code: "vault/not-for-us" });
});

test("a passphrase stands alone among the recipients", async () => {
  const passphrase = new PassphraseRecipient({ passphrase: "p", primitives, workFactor: 2 });
  const sealing = sealWhole({
    bytes: utf8("x"),
    recipients: [passphrase, identity.recipient],
    primitives,
  });
  await expect(sealing).rejects.toMatchObject({ code: "vault/bad-header" });
});

test("an accented passphrase opens however the keyboard spells it", async () => {
  const composed = new PassphraseRecipient({ passphrase: "caf\u00e9", primitives, workFactor: 2 });
  const bytes = await sealWhole({ bytes: utf8("x"), recipients: [composed], primitives });
  const decomposed = new PassphraseIdentity({ passphrase: "cafe\u0301", primitives });
  expect(await openWhole({ bytes, identity: decomposed, primitives })).toEqual(utf8("x"));
});

test.each(["", "age1", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwk", "AGE1"])(
  "%j is no recipient",
  (text) => {
    expect(() => X25519Recipient.parse(text, primitives)).toThrow("not an age recipient");
  },
);

test("recipient and identity are spelt as in the specification", () => {
  const text = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
  const identity = X25519Identity.parse(text, primitives);
  const recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
  expect(identity.secretText()).toBe(text);
  expect(`${identity.recipient}`).toBe(recipient);
  expect(`${X25519Recipient.parse(recipient, primitives)}`).toBe(recipient);
  expect(() => X25519Identity.parse(text.toLowerCase(), primitives)).toThrow("not an age identity");
});

describe.each([
  { by: "noble", primitives: noblePrimitives },
  { by: "Node", primitives: nodePrimitives },
])("by $by, with the npm package age-encryption", ({ primitives }) => {
  test.each(sizes)("%d bytes go both ways", async (size) => {
    const content = sample.subarray(0, size);
    const own = new X25519Identity(identity.copySecret(), primitives);
    const opener = new Decrypter();
    opener.addIdentity(own.secretText());
    const sealed = await sealWhole({ bytes: content, recipients: [own.recipient], primitives });
    expect(equalBytes(await opener.decrypt(sealed), content)).toBe(true);

    const sealer = new Encrypter();
    sealer.addRecipient(`${own.recipient}`);
    const theirs = await sealer.encrypt(content);
    expect(equalBytes(await openWhole({ bytes: theirs, identity: own, primitives }), content)).toBe(
      true,
    );
  });

  test("a passphrase goes both ways", async () => {
    const passphrase = "correct horse battery staple";
    const recipient = new PassphraseRecipient({ passphrase, primitives, workFactor: 10 });
    const sealed = await sealWhole({ bytes: utf8("ours"), recipients: [recipient], primitives });
    const opener = new Decrypter();
    opener.addPassphrase(passphrase);
    expect(await opener.decrypt(sealed, "text")).toBe("ours");

    const sealer = new Encrypter();
    sealer.setPassphrase(passphrase);
    sealer.setScryptWorkFactor(10);
    const bytes = await sealer.encrypt("theirs");
    const own = new PassphraseIdentity({ passphrase, primitives });
    expect(await openWhole({ bytes, identity: own, primitives })).toEqual(utf8("theirs"));
  });
});

describe.skipIf(!hasAge)(`with Debian's age command${withAge}`, () => {
  test.each(sizes)("%d bytes go both ways", async (size) => {
    const content = sample.subarray(0, size);
    const sealed = await collect(sealToRecipients({ bytes: content, recipients, primitives }));
    const opened = await openWithAge(sealed, identity.secretText());
    expect(opened.errors).toBe("");
    expect(equalBytes(opened.output, content)).toBe(true);

    const theirs = await sealWithAge(content, `${identity.recipient}`);
    expect(equalBytes(await openWhole({ bytes: theirs, identity, primitives }), content)).toBe(
      true,
    );
  });

  test("it refuses what we refuse: a changed byte", async () => {
    const sealed = await sealWhole({ bytes: sample, recipients, primitives });
    sealed[100_000] = (sealed[100_000] ?? 0) ^ 1;
    const opened = await openWithAge(sealed, identity.secretText());
    expect(opened.status).not.toBe(0);
  });
});
