import { readFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { parseVerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  catalogueText,
  handovers,
  isGrantable,
  readPolicy,
  readSealDraft,
  restingModes,
  roles,
  writePolicy,
  type Grant,
  type HandoverRules,
  type Policy,
  type Role,
} from "@homepoint/policy";
import { cliProblem } from "../problems.ts";
import { readService, readSubject } from "./read-names.ts";

export type SealOptions = {
  readonly draft?: string;
  readonly installation?: string;
  readonly counter?: string;
  readonly threshold?: string;
  readonly key?: readonly string[];
  readonly successor?: readonly string[];
  readonly mode?: string;
  readonly grant?: readonly string[];
  readonly own?: readonly string[];
  readonly handover?: readonly string[];
  readonly approve?: readonly string[];
};

const wrong = (what: string) => cliProblem("wrong-usage", { what });

/** What is given besides the draft counts. @throws cli/no-file, cli/wrong-usage */
export async function withDraft(options: SealOptions): Promise<SealOptions> {
  if (options.draft === undefined) return options;
  const { draft: path } = options;
  const draft = readSealDraft(await readNoteFile(path));
  if (!draft) throw wrong(`${path} is no draft that seal draft or the page wrote.`);
  const { homepoint: _, counter, threshold, ...rest } = draft;
  return { ...rest, counter: String(counter), threshold: String(threshold), ...options };
}

/** The policy that was asked for, checked as any installation will. @throws cli/wrong-usage */
export function policyToSeal(options: SealOptions, ownVersion: string): Policy {
  const { installation, key } = options;
  if (installation === undefined) throw wrong("Give --installation, or a --draft that has it.");
  if (!key || key.length === 0) throw wrong("Give --key for each who signs.");
  const mode = restingModes.find((known) => known === (options.mode ?? "local-data"));
  if (!mode)
    throw wrong(`There is no mode ${options.mode}. These are: ${restingModes.join(", ")}.`);
  const counter = readNumber(options.counter ?? "1", "--counter");
  const grants = (options.grant ?? []).map(readGrant);
  const misplaced = grants.find(({ service }) => !isGrantable(service, mode));
  if (misplaced) throw wrong(`${misplaced.service} cannot be granted in ${mode}.`);
  const policy: Policy = {
    version: 1,
    installationId: installation,
    counter,
    mode,
    grants,
    own: options.own ?? [],
    handovers: readHandovers(options.handover ?? []),
    lock: "sealed",
    seal: {
      counter,
      threshold: readNumber(options.threshold ?? "1", "--threshold"),
      keys: key.map(readKey),
      successors: (options.successor ?? []).map(readKey),
      catalogue: createHash("sha256").update(catalogueText()).digest("hex"),
      versions: options.approve ?? [ownVersion],
    },
  };
  if (readPolicy(writePolicy(policy), { existing: true }).found === "read") return policy;
  throw wrong(
    "This is no policy: the threshold is at most the number of keys, there are as many successors as keys or none, no key stands there twice, and --own takes local names only.",
  );
}

function readNumber(text: string, option: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw wrong(`${option} takes a number above 0, not ${text}.`);
}

function readKey(text: string): string {
  try {
    parseVerifierKey(text.trim(), primitives);
    return text.trim();
  } catch {
    throw wrong(`${text.slice(0, 40)} is no verifier key: give the line that seal key prints.`);
  }
}

/** `maps:tablet`, `log-keys:program:hub`. */
function readGrant(text: string): Grant {
  const parting = text.indexOf(":");
  if (parting === -1) throw wrong(`${text} is no grant: give SERVICE:CLIENT.`);
  const service = readService(text.slice(0, parting));
  const subject = readSubject(text.slice(parting + 1));
  return { service, subject, by: "seal", why: "sealed" };
}

/** `download:owner,pilot`; what is not named is left to nobody. */
function readHandovers(texts: readonly string[]): HandoverRules {
  return Object.fromEntries(
    texts.map((text) => {
      const [name = "", list = ""] = text.split(":");
      const handover = handovers.find((known) => known === name);
      const named = list.split(",").filter(Boolean);
      const strange = named.find((role) => !roles.some((known) => known === role));
      if (!handover || strange !== undefined)
        throw wrong(
          `${text} is no rule: give one of ${handovers.join(", ")}, a colon, and of ${roles.join(", ")}.`,
        );
      return [handover, named as Role[]]; // each is a role, as was just seen
    }),
  );
}

/** @throws cli/no-file */
export async function readNoteFile(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw cliProblem("no-file", { path }, { cause });
  });
}
