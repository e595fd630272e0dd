import { concat, fromHex, utf8 } from "@homepoint/base";
import { createDecipheriv, createHash, createHmac, hkdfSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openWhole } from "../age/age-file.ts";
import { X25519Identity } from "../age/x25519.ts";
import { hasAge, openWithAge, withAge } from "./age-command.contract.ts";
import { nodePrimitives as primitives } from "./primitives.ts";
import { makeExample } from "./worked-example.contract.ts";

const formats = join(import.meta.dirname, "../../../../docs/formats");

/** The block of a document that is marked with that word. */
async function exampleIn(document: string, word: string): Promise<string> {
  const text = await readFile(join(formats, document), "utf8");
  const block = new RegExp(`\`\`\`text ${word}\n([^\`]*)\`\`\``).exec(text)?.[1];
  if (block === undefined) throw new Error(`${document} has no example ${word}`);
  return block;
}

/** The whole age file of the documents: entry and payload. */
async function joinedExample() {
  const [entry, payload] = await Promise.all([
    exampleIn("ring.md", "entry"),
    exampleIn("sealed-object.md", "payload"),
  ]);
  return concat(utf8(entry), fromHex(payload.trim()) ?? new Uint8Array());
}

describe("docs/formats/ring.md §7 and sealed-object.md §6", () => {
  test.each([
    ["ring.md", "identity", "identity"],
    ["ring.md", "recipient", "recipient"],
    ["sealed-object.md", "id", "id"],
    ["sealed-object.md", "payload", "sealed"],
    ["sealed-object.md", "row", "row"],
    ["sealed-object.md", "lookup", "lookup"],
  ] as const)("the example in %s, %s, is what the code makes", async (document, word, member) => {
    const example = await makeExample();
    expect((await exampleIn(document, word)).trim()).toBe(example[member]);
  });

  test("the ring entry of the example is what the code makes, and what it reads", async () => {
    const example = await makeExample();
    expect(await exampleIn("ring.md", "entry")).toBe(example.entry);
    const { payload, about } = await example.read();
    expect(payload).toBe(example.payload);
    expect(about).toMatchObject({ name: "example.txt", size: example.content.length });
  });

  test("ObjectId, mark, row and look-up follow from the formulas of the documents alone", async () => {
    const [entry, id] = [
      await exampleIn("ring.md", "entry"),
      await exampleIn("sealed-object.md", "id"),
    ];
    const [idKey, ringKey, databaseKey] = [3, 4, 5].map((byte) => Buffer.alloc(32, byte));
    const hmac = (key: Buffer | undefined, text: string | Buffer) =>
      createHmac("sha256", key ?? "")
        .update(text)
        .digest();
    const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest();
    expect(hmac(idKey, sha256("Home is where the log is.\n")).toString("hex")).toBe(id.trim());

    const lines = entry.split("\n");
    const stanzas = `${lines[1]}\n${lines[2]}\n`;
    const body = Buffer.from(lines.slice(4, -2).join(""), "base64");
    const about = sha256(body.subarray(32)).toString("hex");
    const [, payload] = /ring 1 (\w+)/.exec(entry) ?? [];
    const hash = sha256(stanzas).toString("hex");
    const covered = `{"about":"${about}","id":"${id.trim()}","payload":"${payload}","size":26,"stanzas":"${hash}"}`;
    expect(body.subarray(0, 32)).toEqual(hmac(ringKey, covered));

    const derive = (info: string) =>
      Buffer.from(hkdfSync("sha256", databaseKey ?? "", "", `homepoint/${info}`, 32));
    const row = Buffer.from((await exampleIn("sealed-object.md", "row")).trim(), "hex");
    const opener = createDecipheriv("chacha20-poly1305", derive("rows"), row.subarray(1, 13), {
      authTagLength: 16,
    });
    opener.setAAD(Buffer.from('["flights","17"]'), { plaintextLength: 2 });
    opener.setAuthTag(row.subarray(15));
    expect(opener.update(row.subarray(13, 15)).toString() + opener.final("utf8")).toBe("{}");
    const lookup = hmac(derive("lookups"), '["aircraft.serial","ABC"]').subarray(0, 16);
    const written = await exampleIn("sealed-object.md", "lookup");
    expect(lookup.toString("hex")).toBe(written.trim());
  });

  test("entry and payload of the example, joined, open to the content", async () => {
    const identity = X25519Identity.parse(
      (await exampleIn("ring.md", "identity")).trim(),
      primitives,
    );
    const opened = await openWhole({ bytes: await joinedExample(), identity, primitives });
    expect(opened).toEqual((await makeExample()).content);
  });

  test.skipIf(!hasAge)(`and with the age command${withAge}`, async () => {
    const identity = (await exampleIn("ring.md", "identity")).trim();
    const { output } = await openWithAge(await joinedExample(), identity);
    expect(output).toEqual((await makeExample()).content);
  });
});
