import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { routes, type Route, type RouteName } from "@homepoint/api";
import { utf8 } from "@homepoint/base";
import {
  defaultPolicy,
  describePolicy,
  isLaxer,
  weakensLock,
  writePolicy,
  type Policy,
} from "@homepoint/policy";
import { createClient } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { newSealedFolder, policyIn, sealedFor } from "../testing/sealed-hub.ts";
import {
  closeHubsAfterEach,
  copyOf,
  startHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";

// Made from the rows themselves: a route that is new is walked without anyone thinking of it, and
// one that cannot be called from its shapes alone fails here until it has an input below.

closeHubsAfterEach();

async function unlocked(folder: string): Promise<TestHub> {
  const hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  return hub;
}

function expectAsStrict(now: Policy, sealed: Policy): void {
  expect(isLaxer(now, sealed)).toBe(false);
  expect(weakensLock(sealed, now)).toBe(false);
}

const soon = () => new Date(Date.now() + 3_600_000).toISOString();
const tablet = { kind: "client", id: "tablet" } as const;
const changes = () => [
  { kind: "set-mode" as const, mode: "restricted" as const },
  { kind: "grant" as const, service: "maps" as const, subject: tablet, until: null },
  { kind: "grant" as const, service: "time" as const, subject: tablet, until: soon() },
  { kind: "begin-standard" as const, clients: ["tablet"], until: soon() },
  { kind: "set-own" as const, own: ["hub.local"] },
  { kind: "set-handovers" as const, handovers: { release: ["owner" as const] } },
  { kind: "lock" as const, password: "another password" },
  { kind: "unlock" as const },
];

type Input = Readonly<Record<string, unknown>>;

/** What a shape alone does not tell: a file, an id that exists, a passphrase that is right. */
const inputs: Partial<Record<RouteName, () => readonly Input[]>> = {
  changeMode: () => changes().map((wish) => ({ wish, why: "please", password: testPassphrase })),
  addStamp: () => [{ reply: "aGVsbG8=" }],
  unlock: () => [{ passphrase: testPassphrase }],
  addAttestation: () => [
    { id: "x", kind: "audit", name: "x", fileName: "x", date: "2026-11-22", bytes: "hello" },
  ],
  showRecovery: () => [{ passphrase: testPassphrase }],
  makeKeyFile: () => [{ passphrase: testPassphrase, sameDisk: false }],
  changePassphrase: () => [{ passphrase: testPassphrase, newPassphrase: testPassphrase }],
  recover: () => [
    { recoveryWords: Array.from({ length: 24 }, () => "abandon"), newPassphrase: testPassphrase },
  ],
};

/** Something that the shape takes. */
function sampleOf(shape: z.ZodType | undefined): unknown {
  if (!shape) return {};
  return sampleOfSchema(z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }) as Schema);
}

type Schema = {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly format?: string;
  readonly pattern?: string;
};

function sampleOfSchema(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return sampleOfSchema(first);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [
          name,
          sampleOfSchema(schema.properties?.[name] ?? {}),
        ]),
      );
    case "array": {
      if (schema.prefixItems) return schema.prefixItems.map(sampleOfSchema);
      const { items = {}, minItems = 0 } = schema;
      return Array.from({ length: minItems }, () => sampleOfSchema(items || {}));
    }
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textFor(schema);
  }
}

function textFor({ format, pattern = "" }: Schema): string {
  if (format === "date-time") return soon();
  return pattern.includes("0-9a-f") ? "ab".repeat(32) : "x";
}

function inputsOf(name: RouteName): readonly Input[] {
  const given = inputs[name];
  if (given) return given();
  const row: Route = routes[name];
  const isFile = row.body === "bytes";
  const body = isFile ? { bytes: "hello" } : sampleOf(row.body as z.ZodType | undefined);
  return [Object.assign({}, sampleOf(row.params), sampleOf(row.query), body)];
}

async function callAll(client: TestHub["client"], name: RouteName): Promise<readonly string[]> {
  const codes: string[] = [];
  for (const input of inputsOf(name))
    try {
      const call = client[name] as (input: Input, options: object) => unknown;
      const answer = call(input, { signal: AbortSignal.timeout(2000) });
      if (routes[name].kind !== "stream") await answer;
      else for await (const _ of answer as AsyncIterable<unknown>) break;
      codes.push("done");
    } catch (error) {
      codes.push((error as { readonly code?: string }).code ?? "broken off");
    }
  return codes;
}

describe("no route relaxes a sealed policy", () => {
  test("called by the owner in a browser, and by whoever may open the socket", async () => {
    const folder = await newSealedFolder();
    const sealed = await policyIn(folder);
    const { hub, client } = await unlocked(folder);
    const socket = createClient(socketTransport(await hub.listenOnSocket()));
    for (const caller of [client, socket])
      for (const name of Object.keys(routes) as RouteName[]) {
        const codes = await callAll(caller, name);
        expect(codes, `${name} could not be called: give it an input`).not.toContain(
          "api/bad-request",
        );
        await hub.unlock({ passphrase: testPassphrase });
        await client.unlock({ passphrase: testPassphrase });
        expectAsStrict(hub.installation.unlocked.policy.policy, sealed);
        expectAsStrict(await policyIn(folder), sealed);
        if (name === "changeMode") expect(new Set(codes)).toEqual(new Set(["hub/policy-sealed"]));
      }
    const { changes } = await client.listModeChanges({ limit: 100 });
    expect(changes.filter(({ because }) => because === "sealed")).toHaveLength(16);
  });
});

describe("no file relaxes a sealed policy", () => {
  test("of the folder, gone, emptied, or put back from before it was sealed", async () => {
    const folder = await newSealedFolder();
    const sealed = await policyIn(folder);
    const lax = writePolicy({ ...defaultPolicy, counter: 1000, mode: "restricted" });
    const names = (await readdir(folder)).filter((name) => /\.(json|note|db|age)$/.test(name));
    expect(names).toEqual(expect.arrayContaining(["policy.json", "policy.note", "state.db"]));
    const ways = { gone: undefined, empty: new Uint8Array(), garbage: utf8("{}"), lax };
    for (const name of [...names, "machine/running-time.json"])
      for (const bytes of Object.values(ways)) {
        const copy = await copyOf(folder);
        await (bytes ? writeFile(join(copy, name), bytes) : rm(join(copy, name), { force: true }));
        const policy = await policyAfterStart(copy);
        if (policy)
          expectAsStrict({ ...policy, seal: policy.seal ?? sealed.seal } as Policy, sealed);
      }
  }, 120_000);

  test("nor does a policy that was in force before the seal", async () => {
    const folder = await newSealedFolder();
    const policy = await policyIn(folder);
    const before = writePolicy({ ...defaultPolicy, installationId: policy.installationId ?? "" });
    await writeFile(join(folder, "policy.json"), before);
    expect(await policyAfterStart(folder)).toMatchObject({ mode: "offline", lock: "sealed" });
  });

  test("nor does all that a writer can put there at once, without the keys", async () => {
    const folder = await newSealedFolder();
    const forged = await sealedFor(folder, { mode: "restricted", counter: 50 });
    const note = await readFile(join(folder, "policy.note"));
    await writeFile(join(folder, "policy.json"), writePolicy(forged));
    await writeFile(join(folder, "policy.note"), Buffer.concat([writePolicy(forged), note]));
    expect(await policyAfterStart(folder)).toMatchObject({ mode: "offline", lock: "sealed" });
  });
});

/** Undefined where the vault does not open at all. */
async function policyAfterStart(folder: string): Promise<Policy | undefined> {
  const hub = await startHub({ folder }).catch(() => undefined);
  if (!hub) return undefined;
  try {
    await hub.client.unlock({ passphrase: testPassphrase });
    return hub.hub.installation.unlocked.policy.policy;
  } catch {
    return undefined;
  } finally {
    await hub.hub.close();
  }
}

describe("no clock relaxes what is sealed", () => {
  const ends = { from: "2026-06-01T09:00:00.000Z", until: "2026-06-01T10:00:00.000Z" };

  test.each([
    ["set back", "2026-06-01T09:30:00.000Z", "2026-06-01T10:30:00.000Z"],
    ["set far ahead", "2036-06-01T09:30:00.000Z", "2026-06-01T09:30:00.000Z"],
  ])("%s, and the running time deleted", async (_, now, before) => {
    const clock = { at: before };
    const folder = await newSealedFolder();
    const sealed = await policyIn(folder);
    const subject = tablet;
    const span = { ...ends, fromRunning: 10, untilRunning: 3610 };
    const grants = [{ service: "maps" as const, subject, span, by: "seal", why: "" }];
    const hub = await startHub({ folder, clock: () => new Date(clock.at) });
    await hub.client.unlock({ passphrase: testPassphrase });
    clock.at = now;
    await rm(join(folder, "machine/running-time.json"), { force: true });
    const { policy } = hub.hub.installation.unlocked;
    policy.adopt({ ...sealed, grants });
    const { grants: told } = describePolicy(policy.policy, policy.moment());
    expect(told.map(({ state }) => state)).not.toContain("in-force");
  });
});
