import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { collect } from "@homepoint/base";
import { X25519Identity } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { EvidenceLog } from "@homepoint/evidence/node";
import { expect, test } from "vitest";
import { newFolder } from "../testing/test-hub.ts";
import { evidenceParts } from "./evidence-parts.ts";

test("openings are read when it is their turn: what is shredded until then is not in the backup", async () => {
  const place = await newFolder();
  const folder = join(place, "evidence");
  const identity = X25519Identity.create(nodePrimitives);
  const log = await EvidenceLog.open({
    folder,
    signingKey: join(place, "evidence.key"),
    recipient: identity.recipient,
    by: "hub",
  });
  const fact = { kind: "person-removed", by: "Ada" } as const;
  await Promise.all(
    Array.from({ length: 600 }, (_, number) => log.append({ ...fact, person: `person ${number}` })),
  );
  const parts = await evidenceParts(folder, log);
  await log.shredOpenings(
    Array.from({ length: 255 }, (_, at) => at + 1),
    identity,
  );
  const found = new Map<string, Uint8Array>();
  for await (const { path, size, open } of parts) {
    const bytes = await collect(open());
    expect(bytes.length).toBe(size);
    found.set(path.slice("evidence/".length), bytes);
  }
  const names = await readdir(folder, { recursive: true });
  const kept = names.filter((name) => name.includes("openings/"));
  expect(kept.length).toBeGreaterThan(2);
  expect([...found.keys()]).toEqual(expect.arrayContaining(kept));
  const sizes = kept.map((name) => found.get(name)?.length ?? 0);
  expect(Math.min(...sizes)).toBeLessThan(2000); // one opening is left of 256
  await log.close();
});
