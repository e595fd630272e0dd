import { readFile, writeFile } from "node:fs/promises";
import type { WitnessRow } from "@homepoint/api";
import { Guard, type Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { table, type Output } from "../output.ts";
import { reachOwn } from "../own-places.ts";
import { cliProblem } from "../problems.ts";
import { postOffer } from "../witness/ask.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly of?: string;
  readonly old?: string;
  readonly ca?: string;
  readonly outlet?: string;
  readonly json?: true;
};

type Asked = {
  readonly client: Client;
  /** The file, key or URL that follows the verb. */
  readonly given: string;
  readonly options: Options;
  readonly output: Output;
};

const verbs: Readonly<Record<string, (asked: Asked) => Promise<void>>> = {
  list,
  add: async ({ client, given, output }) => {
    const { name } = await client.addWitness({ key: given });
    output.out(`Cosignatures of ${name} are taken from now on.`);
  },
  remove: async ({ client, given, output }) => {
    const { key } = await findWitness(client, given);
    await client.removeWitness({ key });
    output.out(`Cosignatures of ${given} are not taken any more.`);
  },
  request,
  take,
  ask,
};

export const run: Run<Options> = async ([verb = "", given = "", ...more], options, output) => {
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act || more.length > 0 || (verb !== "list" && given === "")) {
    const what = `Say one of ${Object.keys(verbs).join(", ")}, and all but list need a word more.`;
    throw cliProblem("wrong-usage", { what });
  }
  await withHub(options, output, (client) => act({ client, given, options, output }));
  return exitCodes.done;
};

async function list({ client, options, output }: Asked): Promise<void> {
  const { origin, size, witnesses, stamps } = await client.listWitnesses();
  if (options.json) return output.out(JSON.stringify({ origin, size, witnesses, stamps }, null, 2));
  output.out(`${origin}: ${size} entries`);
  if (witnesses.length === 0) output.out("No witness yet: homepoint evidence witness add KEY.");
  else
    for (const line of table(witnesses.map(rowOf), ["Witness", "Cosigned", "When (UTC)", "Key"]))
      output.out(line);
  for (const { at, authority, size: stamped } of stamps)
    output.out(`${authority} stamped ${stamped} entries at ${at.slice(0, 19)}Z`);
}

function rowOf({ name, key, size, at }: WitnessRow): string[] {
  return [name, size === null ? "–" : String(size), at?.slice(0, 19).replace("T", " ") ?? "–", key];
}

async function request({ client, given, options, output }: Asked): Promise<void> {
  const { offer, old } = await client.offerCheckpoint(await askedOf(client, options));
  await writeFile(given, offer, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? cliProblem("exists", { path: given }) : error;
  });
  if (options.json) return output.out(JSON.stringify({ file: given, old }));
  output.out(`${given}: what to ask a witness that knows the first ${old} entries.`);
  output.out(`Where the witness is: homepoint witness sign ${given}`);
}

async function askedOf(client: Client, { of, old }: Options) {
  if (old !== undefined && !/^\d{1,15}$/.test(old))
    throw cliProblem("wrong-usage", { what: `--old takes a number, not ${old}.` });
  if (old !== undefined) return { old: Number(old) };
  return of === undefined ? {} : { key: (await findWitness(client, of)).key };
}

/** @throws cli/no-such-witness */
async function findWitness(client: Client, of: string): Promise<WitnessRow> {
  const { witnesses } = await client.listWitnesses();
  const [found, ...others] = witnesses.filter(({ key }) => key.startsWith(of));
  if (!found || others.length > 0) throw cliProblem("no-such-witness", { given: of });
  return found;
}

async function take({ client, given, options, output }: Asked): Promise<void> {
  const note = await readFile(given, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path: given }, { cause });
  });
  await tell(await client.addCosignatures({ note }), options, output);
}

async function tell(
  { witnesses }: { readonly witnesses: readonly WitnessRow[] },
  { json }: Options,
  output: Output,
): Promise<void> {
  if (json) return output.out(JSON.stringify({ witnesses }, null, 2));
  for (const { name, size } of witnesses)
    if (size !== null) output.out(`${name} has cosigned the first ${size} entries.`);
}

/** At most three times: the witness says what it knows, and may have learnt more meanwhile. */
async function ask({ client, given, options, output }: Asked): Promise<void> {
  if (!URL.canParse(given)) throw cliProblem("wrong-usage", { what: `${given} is no URL.` });
  const witness = new URL(given);
  const guard = Guard.atHub(client, "witness-ask");
  const ca = options.ca === undefined ? undefined : await readFile(options.ca);
  const through = { guard, ca, outlet: options.outlet };
  let asked: { readonly old?: number; readonly key?: string } = await askedOf(client, options);
  for (let tries = 0; tries < 3; tries += 1) {
    const { offer } = await client.offerCheckpoint(asked);
    const { status, text } = await reachOwn(witness.hostname.replace(/^\[|\]$/g, ""), () =>
      postOffer(witness, { offer, ...through }),
    );
    if (status === 200) {
      const note = offer.slice(offer.indexOf("\n\n") + 2) + text;
      return tell(await client.addCosignatures({ note }), options, output);
    }
    const size = /^(0|[1-9]\d{0,14})\n$/.exec(text)?.[1];
    if (status !== 409 || size === undefined)
      throw cliProblem("not-cosigned", { why: `The witness refused: ${text.trim() || status}.` });
    asked = { old: Number(size) };
  }
  throw cliProblem("not-cosigned", { why: "The witness knows something else each time." });
}
