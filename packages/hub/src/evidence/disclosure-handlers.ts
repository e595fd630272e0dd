import { toBase64, utf8 } from "@homepoint/base";
import {
  copyLog,
  isFactKind,
  verifyDisclosure,
  type Disclosure,
  type Entry,
  type FactKind,
  type Outcome,
  type Selection,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { Connection } from "@homepoint/policy";
import type { StreamedEntry } from "@homepoint/api";
import type { Installation } from "../keys/installation.ts";
import { hubProblem } from "../problems.ts";
import { Queue } from "../queue.ts";
import type { Asked, Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { checkHandover, handOver } from "./hand-over.ts";

type DisclosureRoute =
  | "previewDisclosure"
  | "discloseEvidence"
  | "streamEvidence"
  | "exportEvidenceLog";

const mostRows = 200;
const handover = "export";

export function disclosureHandlers(installation: Installation): Handlers<DisclosureRoute> {
  return {
    async previewDisclosure({ input }) {
      const disclosure = await disclose(installation.unlocked, input);
      const { entries } = verifyDisclosure({ disclosure, primitives: nodeEvidencePrimitives });
      const shown = entries.filter((entry) => Object.keys(entry.shown).length > 0);
      return {
        entries: entries.length,
        shown: shown.length,
        bytes: utf8(JSON.stringify(disclosure)).length,
        rows: shown.slice(0, mostRows).map((row) => ({ ...row, shown: { ...row.shown } })),
      };
    },

    async discloseEvidence({ input, caller }) {
      const { unlocked } = installation;
      await checkHandover({ caller, handover }, unlocked);
      const { to, why, ...selection } = input;
      const disclosure = await disclose(unlocked, selection);
      if (disclosure.runs.length === 0) throw hubProblem("nothing-to-disclose");
      const bytes = utf8(`${JSON.stringify(disclosure)}\n`);
      const file = {
        type: "application/json",
        size: bytes.length,
        saveAs: "evidence-disclosure.json",
        async *open() {
          yield bytes;
        },
      };
      const asked = { caller, handover, objects: [], format: "disclosure", to } as const;
      return handOver(file, why === undefined ? asked : { ...asked, why }, unlocked);
    },

    streamEvidence: ({ input, caller, signal }) =>
      recorded(
        { caller, to: receiverOf(input), format: input.format },
        installation.unlocked,
        (start) => {
          const entries = streamed(installation.unlocked, { ...input, signal, ...start });
          return whileAllowed(entries, input, installation.unlocked);
        },
        () => checkReceiver(input, installation.unlocked),
      ),

    exportEvidenceLog: ({ caller }) =>
      recorded({ caller, to: "a folder", format: "tlog-tiles" }, installation.unlocked, () =>
        logFiles(installation.unlocked),
      ),
  };
}

type SelectionGiven = Omit<Selection, "kinds"> & { readonly kinds?: readonly string[] | undefined };

function disclose({ evidence, vault }: Unlocked, given: unknown): Promise<Disclosure> {
  const { kinds, ...rest } = given as SelectionGiven; // checked by its row
  const known = kinds?.filter((kind): kind is FactKind => isFactKind(kind));
  const selection = { ...rest, ...(known ? { kinds: known } : {}) };
  return evidence.disclose(selection, vault.evidenceIdentity);
}

type Receiver = { readonly host?: string | undefined; readonly port?: number | undefined };

function receiverOf({ host, port }: Receiver): string {
  return host === undefined ? "a file" : `${host} port ${port ?? 0}`;
}

const forwarding = { kind: "program", id: "evidence-forward" } as const;

function attemptFor({ host = "", port = 0 }: Receiver): Connection {
  const place = { direction: "out", host, port, protocol: "tcp" } as const;
  return { kind: "connection", subject: forwarding, ...place };
}

/**
 * Whoever forwards has asked the policy before it connects; what it forwards is not given out without
 * the policy either. @throws hub/not-local
 */
async function checkReceiver(receiver: Receiver, { enforcer }: Unlocked): Promise<void> {
  const { host } = receiver;
  if (host === undefined || enforcer.look(attemptFor(receiver)).allowed) return;
  await enforcer.enforce(attemptFor(receiver)); // for the record
  throw hubProblem("not-local", { host });
}

/** Ends with the first entry for which the policy does not let it go on: its own change is one. */
async function* whileAllowed<Line>(
  lines: AsyncIterable<Line>,
  receiver: Receiver,
  unlocked: Unlocked,
): AsyncIterable<Line> {
  for await (const line of lines) {
    await checkReceiver(receiver, unlocked);
    yield line;
  }
}

type Handed = {
  readonly caller: Asked<"streamEvidence">["caller"];
  readonly to: string;
  readonly format: string;
};

/** Where the handover itself stands: what comes after it goes along only where that is wanted. */
type Start = { readonly intent: number };

/** Decided before the first line, on record, and how it ended after the last. */
async function* recorded<Line>(
  { caller, to, format }: Handed,
  unlocked: Unlocked,
  lines: (start: Start) => AsyncIterable<Line>,
  check: () => Promise<void> = async () => undefined,
): AsyncIterable<Line> {
  const { evidence } = unlocked;
  const { name: by } = await checkHandover({ caller, handover }, unlocked);
  await check();
  const intent = await evidence.append({
    kind: "handing-over",
    by,
    handover,
    objects: [],
    to,
    format,
  });
  let outcome: Outcome = "cancelled";
  try {
    yield* lines({ intent });
    outcome = "done";
  } catch (error) {
    outcome = "failed";
    throw error;
  } finally {
    await evidence.append({ kind: "handed-over", by, intent, handover, outcome });
  }
}

type Streaming = Start & {
  readonly generation?: number | undefined;
  readonly after?: number | undefined;
  readonly follow: "yes" | "no";
  readonly signal: AbortSignal;
};

async function* streamed(
  { evidence, vault }: Unlocked,
  { generation: from = 1, after = -1, follow, signal, intent }: Streaming,
): AsyncIterable<StreamedEntry> {
  const current = evidence.opened.generation;
  const queue = new Queue<Entry>(signal);
  const end = evidence.subscribe((entry) => queue.put(entry));
  try {
    for (const generation of await evidence.generations()) {
      if (generation < from) continue;
      const first = generation === from ? after + 1 : 0;
      // Up to the handover itself, so that an export that is repeated comes to an end.
      const to = generation === current ? intent + 1 : await evidence.sizeOf(generation);
      const range = { generation, from: first, to };
      for await (const entry of evidence.readRange(range, vault.evidenceIdentity))
        yield { ...entry, generation } as StreamedEntry; // a fact is an object of its members
    }
    if (follow === "no") return;
    for await (const entry of queue.values())
      if (entry.index > intent) yield { ...entry, generation: current } as StreamedEntry; // as above
  } finally {
    end();
  }
}

async function* logFiles({ evidence, folder }: Unlocked) {
  await evidence.settle();
  const read = folderReader(folder.evidence);
  for await (const { path, bytes } of copyLog(read, await evidence.generations()))
    yield { path, bytes: toBase64(bytes) };
}
