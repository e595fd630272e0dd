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
    await flipPayload(home.payloads, await payloadOf(home, `${good}.columns`), 17);
    await home.ring.replace(odd, utf8("odd"));
    const steps: number[] = [];
    const { verified, bytes, findings } = await vault.verifyAll(({ done }) => steps.push(done));
    expect({ verified, bytes }).toEqual({ verified: 1, bytes: 4 });
    expect(steps).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(findings)).toEqual(
      new Set([
        { id: gone, code: "vault/missing-payload" },
        { id: bad, code: "vault/damaged-object" },
        { id: good, kind: "columns", code: "vault/damaged-object" },
        { id: odd, code: "vault/damaged-entry" },
      ]),
    );
  });
});
