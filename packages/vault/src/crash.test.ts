import { collect, isProblem, utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { breakingHome, type When } from "./breaking-home.contract.ts";
import { memoryHome, type VaultHome } from "./home/vault-home.ts";
import { Inbox } from "./inbox/inbox.ts";
import {
  clock,
  contentOf,
  isSame,
  keysOf,
  label,
  newVault,
  passphrase,
  primitives,
  restarted,
  unlock,
  workFactor,
} from "./test-vault.contract.ts";
import { Vault } from "./vault.ts";

const kind = "columns";
const [old, other, fresh] = [contentOf(1, 70_000), contentOf(2), contentOf(3, 70_000)];

type Stage = {
  readonly vault: Vault;
  readonly ids: { readonly old: string; readonly other: string };
};

/** What a vault does that changes something, and how to see that it is done. */
type Act = {
  readonly name: string;
  readonly prepare?: (stage: Stage, home: VaultHome) => Promise<unknown>;
  readonly act: (stage: Stage) => Promise<unknown>;
  readonly isDone: (stage: Stage) => Promise<boolean>;
  /** Content that may be gone once the act began. */
  readonly mayLose?: "old";
};

const has = async (vault: Vault, content: Uint8Array) => {
  for await (const listed of vault.list())
    if ("about" in listed && listed.about.size === content.length)
      if (isSame(await collect(vault.open(listed.id)), content)) return true;
  return false;
};

async function bring(home: VaultHome, ...contents: readonly Uint8Array[]): Promise<void> {
  const inbox = await Inbox.open({ home, primitives, clock });
  for (const content of contents) await inbox.seal(content, label);
}

const acts: readonly Act[] = [
  {
    name: "seal",
    act: ({ vault }) => vault.seal(fresh, label),
    isDone: ({ vault }) => has(vault, fresh),
  },
  {
    name: "seal what is known",
    act: ({ vault }) => vault.seal(old, label),
    isDone: ({ vault }) => has(vault, old),
  },
  {
    name: "seal what was lost",
    prepare: async ({ ids }, home) => home.ring.replace(ids.old, utf8("damaged")),
    act: ({ vault }) => vault.seal(old, label),
    isDone: ({ vault }) => has(vault, old),
    mayLose: "old",
  },
  {
    name: "seal derived",
    act: ({ vault, ids }) => vault.sealDerived({ id: ids.other, kind, bytes: fresh }),
    isDone: ({ vault, ids }) => vault.hasDerived(kind, ids.other),
  },
  {
    name: "replace derived",
    act: ({ vault, ids }) => vault.sealDerived({ id: ids.old, kind, bytes: fresh }),
    isDone: async ({ vault, ids }) =>
      isSame(await collect(vault.openDerived(kind, ids.old)), fresh),
  },
  {
    name: "drop derived",
    act: ({ vault }) => vault.dropDerived(),
    isDone: async ({ vault, ids }) => !(await vault.hasDerived(kind, ids.old)),
  },
  {
    name: "shred",
    act: ({ vault, ids }) => vault.shred(ids.old),
    isDone: async ({ vault }) => !(await has(vault, old)),
    mayLose: "old",
  },
  {
    name: "reseal",
    act: ({ vault, ids }) => vault.reseal(ids.old),
    isDone: ({ vault }) => has(vault, old),
  },
  {
    name: "file the inbox",
    prepare: (_, home) => bring(home, fresh, old, fresh),
    act: ({ vault }) => vault.fileInbox(),
    isDone: ({ vault }) => has(vault, fresh),
  },
  {
    name: "sweep",
    prepare: async (_, home) => {
      for (const digit of "abc") await home.payloads.put(digit.repeat(32), oneBlock(fresh));
    },
    act: ({ vault }) => vault.sweep(),
    isDone: async () => true,
  },
];

async function* oneBlock(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** A vault with two objects, one of which has something derived, in memory that outlives crashes. */
async function newStage(act: Act) {
  const { vault, home, keyFile } = await newVault();
  const ids = {
    old: (await vault.seal(old, label)).id,
    other: (await vault.seal(other, label)).id,
  };
  await vault.sealDerived({ id: ids.old, kind, bytes: utf8("columns") });
  await act.prepare?.({ vault, ids }, home);
  return { home, keyFile, ids };
}

/** What must hold after any crash, once the vault is unlocked and swept. */
async function checkVault(vault: Vault, home: VaultHome): Promise<void> {
  expect((await vault.fileInbox()).aside).toEqual([]);
  const swept = await vault.sweep();
  const { findings } = await vault.verifyAll();
  const damaged = findings.map(({ code }) => code);
  if (swept.unreadable.length === 0) {
    expect(damaged).toEqual([]);
    const names = await Array.fromAsync(home.ring.names());
    expect(await keysOf(home.payloads)).toHaveLength(names.length);
  }
  expect((await vault.sweep()).removed).toEqual([]);
}

const whens: readonly When[] = ["before", "within", "after"];

describe.each(acts)("$name", (act) => {
  test.each(whens)(
    "when the power goes %s any change, everything acknowledged is there, and the act can be done again",
    async (when) => {
      let crashes = 0;
      for (let at = 0; ; at += 1) {
        const { home, keyFile, ids } = await newStage(act);
        const broken = breakingHome(home, { at, when, how: "power" });
        const unlucky = await unlock(broken.home, keyFile);
        await act.act({ vault: unlucky, ids }).catch(mustBeTheBreak);
        if (!broken.hasBroken()) break;
        crashes += 1;

        const after = restarted(home);
        const stage = { vault: await unlock(after, keyFile), ids };
        await checkVault(stage.vault, after);
        expect(await has(stage.vault, other)).toBe(true);
        if (act.mayLose !== "old") expect(await has(stage.vault, old)).toBe(true);
        await act.act(stage);
        expect(await act.isDone(stage)).toBe(true);
        await checkVault(stage.vault, after);
        const { findings } = await stage.vault.verifyAll();
        expect(findings).toEqual([]);
      }
      expect(crashes).toBeGreaterThan(0);
    },
  );

  test.each(whens)(
    "when the disk fails once, %s any change, the same vault goes on and the act can be done again",
    async (when) => {
      let failures = 0;
      for (let at = 0; ; at += 1) {
        const { home, keyFile, ids } = await newStage(act);
        const broken = breakingHome(home, { at, when, how: "once" });
        const stage = { vault: await unlock(broken.home, keyFile), ids };
        await act.act(stage).catch(mustBeTheBreak);
        if (!broken.hasBroken()) break;
        failures += 1;
        await act.act(stage);
        expect(await act.isDone(stage)).toBe(true);
        await checkVault(stage.vault, broken.home);
        expect(await has(stage.vault, other)).toBe(true);
        if (act.mayLose !== "old") expect(await has(stage.vault, old)).toBe(true);
      }
      expect(failures).toBeGreaterThan(0);
    },
  );
});

function mustBeTheBreak(error: unknown): void {
  const isBreak = error instanceof Error && /^(broke|there is no power)/.test(error.message);
  if (!isBreak) throw error;
}

describe("sealing to the inbox", () => {
  test.each(whens)(
    "when the power goes %s any change, what was acknowledged is filed",
    async (when) => {
      let crashes = 0;
      for (let at = 0; ; at += 1) {
        const { home, keyFile } = await newVault();
        await bring(home, old);
        const broken = breakingHome(home, { at, when, how: "power" });
        await bring(broken.home, fresh).catch(mustBeTheBreak);
        if (!broken.hasBroken()) break;
        crashes += 1;
        const after = restarted(home);
        const vault = await unlock(after, keyFile);
        expect((await vault.fileInbox()).aside).toEqual([]);
        await checkVault(vault, after);
        expect(await has(vault, old)).toBe(true);
      }
      expect(crashes).toBeGreaterThan(0);
    },
  );
});

describe("creating a vault", () => {
  test.each(whens)(
    "when the power goes %s any change, there is a whole vault or none",
    async (when) => {
      let crashes = 0;
      for (let at = 0; ; at += 1) {
        const home = memoryHome();
        const broken = breakingHome(home, { at, when, how: "power" });
        await newVault(broken.home).catch(mustBeTheBreak);
        if (!broken.hasBroken()) break;
        crashes += 1;
        const key = { passphrase };
        const again = Vault.unlock({ home: restarted(home), primitives, clock, key });
        const vault = await again.catch(async (error: unknown) => {
          if (!isProblem(error, "vault/no-vault")) throw error;
          return (await newVault(restarted(home))).vault;
        });
        await vault.seal(fresh, label);
        const recipients = (await Inbox.open({ home, primitives, clock })).recipients;
        expect(`${recipients.vault}`).toBe(`${vault.recipients.vault}`);
      }
      expect(crashes).toBeGreaterThan(0);
    },
  );
});

describe("changing the passphrase", () => {
  test.each(whens)(
    "when the power goes %s any change, the old one unlocks or the new",
    async (when) => {
      const next = "another four good words";
      let crashes = 0;
      for (let at = 0; ; at += 1) {
        const { home, keyFile } = await newVault();
        const broken = breakingHome(home, { at, when, how: "power" });
        const key = { keyFile };
        const unlucky = await Vault.unlock({
          home: broken.home,
          primitives,
          clock,
          key,
          workFactor,
        });
        await unlucky.access.changePassphrase(next).catch(mustBeTheBreak);
        if (!broken.hasBroken()) break;
        crashes += 1;
        const { access } = await unlock(restarted(home), keyFile);
        const opens = [
          await access.checkPassphrase(passphrase),
          await access.checkPassphrase(next),
        ];
        expect(opens.toSorted()).toEqual([false, true]);
      }
      expect(crashes).toBeGreaterThan(0);
    },
  );
});
