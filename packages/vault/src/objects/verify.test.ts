import { utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { flipPayload, label, newVault, payloadOf } from "../test-vault.contract.ts";

describe("verifyAll", () => {
  test("opens everything and says what does not open", async () => {
    const { vault, home } = await newVault();
    const ids: string[] = [];
    for (const text of ["good", "gone", "bad", "odd"])
      ids.push((await vault.seal(utf8(text), label)).id);
    const [good = "", gone = "", bad = "", odd = ""] = ids;
    await vault.sealDerived({ id: good, kind: "columns", bytes: utf8("columns") });
    await home.payloads.delete(await payloadOf(home, gone));
    await flipPayload(home.payloads, await payloadOf(home, bad), 17);
    await vault.sealDerived({ id: good, kind: "keys", bytes: utf8("keys") });
    await flipPayload(home.payloads, await payloadOf(home, `${good}.keys`), 17);
    await home.ring.replace(odd, utf8("odd"));
    const steps: number[] = [];
    const { verified, bytes, findings } = await vault.verifyAll(({ done }) => steps.push(done));
    expect({ verified, bytes }).toEqual({ verified: 2, bytes: 11 });
    expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(findings)).toEqual(
      new Set([
        { id: gone, code: "vault/missing-payload" },
        { id: bad, code: "vault/damaged-object" },
        { id: good, kind: "keys", code: "vault/damaged-object" },
        { id: odd, code: "vault/damaged-entry" },
      ]),
    );
  });

  test("drops what can be made again where it is damaged, unless someone forged it", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("content"), label);
    for (const kind of ["columns", "particulars", "columns-2"])
      await vault.sealDerived({ id, kind, bytes: utf8(kind) });
    await flipPayload(home.payloads, await payloadOf(home, `${id}.columns`), 17);
    await home.ring.replace(`${id}.particulars`, utf8("odd"));
    expect(await vault.verifyAll()).toMatchObject({ verified: 2, findings: [] });
    expect(await vault.hasDerived("columns", id)).toBe(false);
    expect(await home.ring.read(`${id}.particulars`)).toBeUndefined();
    await home.ring.replace(
      `${id}.columns-2`,
      (await home.ring.read(id)) ?? utf8("the original's own"),
    );
    expect((await vault.verifyAll()).findings).toEqual([
      { id, kind: "columns-2", code: "vault/forged-entry" },
    ]);
  });
});
