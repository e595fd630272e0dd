import {
  decide,
  destinationsAt,
  normalHost,
  type Connection,
  type Policy,
  type Protocol,
  type Reason,
  type Verdict,
} from "@homepoint/policy";
import type { CaptureSeen, Flow, Question } from "../flow.ts";
import { hostOf } from "../spoken/http-head.ts";
import type { PolicyThen } from "./policy-record.ts";
import { wallPolicy } from "./wall-policy.ts";

export type JudgeParts = {
  /** The policy that was in force then; undefined where there is none to judge by. */
  readonly policyAt: (at: string) => PolicyThen | undefined;
  /** The installation's own name of a device. */
  readonly clientOf: (device: Pick<Flow, "from" | "hardware">) => string;
};

type Judged = { readonly allowed: boolean; readonly because: Reason } & Pick<
  Flow,
  "service" | "owner"
>;

/** Protocols that say no name: what was answered with their address may be what they meant. */
const nameless: ReadonlySet<string> = new Set(["ntp", "ntrip", "dns", "stun"]);

/**
 * Judges every flow by the policy of its moment, as the gateway would have: by every name that it
 * says, or its address. What stays on its link is not judged: it cannot leave.
 */
export function judgeFlows(seen: CaptureSeen, parts: JudgeParts): CaptureSeen {
  return { ...seen, flows: seen.flows.map(flowJudge(seen.questions, parts)) };
}

/** Judges flows by themselves, where the names that were asked for come from several captures. */
export function flowJudge(questions: readonly Question[], parts: JudgeParts): (flow: Flow) => Flow {
  const book = addressBook(questions);
  return (flow) => judgeFlow(flow, book, parts);
}

function judgeFlow(flow: Flow, book: AddressBook, { policyAt, clientOf }: JudgeParts): Flow {
  const policy = flow.scope === "link" ? undefined : policyAt(flow.startedAt);
  if (!policy) return flow;
  // What nobody knows to be allowed is not.
  if (policy === "not-known")
    return { ...flow, verdict: "refused", because: "policy-not-known", policy: null };
  const client = clientOf(flow);
  const ask = (host: string) => decideFor({ policy, client, flow }, host);
  const names = namesOf(flow);
  const judged =
    names.length > 0 ? judgeNames(flow, { names, book, ask }) : judgeAddress(flow, ask);
  const { allowed, because, ...about } = judged;
  const verdict = allowed ? "allowed" : "refused";
  return { ...flow, ...about, verdict, because, policy: policy.counter };
}

type AddressBook = {
  /** Undefined where nothing was answered for this name before. */
  readonly addressesOf: (name: string, before: string) => ReadonlySet<string> | undefined;
};

function judgeNames(
  flow: Flow,
  {
    names,
    book,
    ask,
  }: { names: readonly string[]; book: AddressBook; ask: (host: string) => Judged },
): Judged {
  const judged = names.map(ask);
  const refused = judged.find(({ allowed }) => !allowed);
  if (refused) return refused;
  const [first] = judged as [Judged]; // there are names
  // Behind a cover another name is said that nobody can read.
  const [name = ""] = names;
  const known = book.addressesOf(name, flow.startedAt);
  const isElsewhere = known !== undefined && !known.has(flow.to) && first.because !== "standard";
  if (flow.covered || isElsewhere) return { ...first, allowed: false, because: "unclear-attempt" };
  return first;
}

/** Of what names no host: by its address; where that is unknown, by all names it was answered for. */
function judgeAddress(flow: Flow, ask: (host: string) => Judged): Judged {
  const byAddress = ask(flow.to);
  const mayMean = flow.dnsNames.length > 0 && nameless.has(flow.spoken ?? "");
  if (byAddress.allowed || !mayMean) return { ...byAddress, ...ownerOf(flow) };
  const judged = flow.dnsNames.map(ask);
  return judged.find(({ allowed }) => !allowed) ?? (judged[0] as Judged); // there are names
}

function ownerOf({ service, owner }: Flow): Pick<Flow, "service" | "owner"> {
  return { ...(service && { service }), ...(owner === undefined ? {} : { owner }) };
}

function namesOf({ serverName, hosts = [] }: Flow): readonly string[] {
  const all = [...(serverName === undefined ? [] : [serverName]), ...hosts.map(hostOf)];
  return [...new Set(all.map((name) => normalHost(name) ?? name))];
}

function decideFor(
  { policy, client, flow }: { policy: Policy; client: string; flow: Flow },
  host: string,
): Judged {
  const attempt: Connection = {
    kind: "connection",
    direction: flow.direction,
    subject: { kind: "client", id: client },
    host,
    port: flow.port,
    protocol: flow.transport,
  };
  return judgedBy(decide(wallPolicy(policy), attempt, { at: flow.startedAt, runningSeconds: 0 }));
}

function judgedBy({ allowed, because, service, owner }: Verdict): Judged {
  return {
    allowed,
    because,
    ...(service && { service }),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** Whether a name may be asked for: where it serves anything that may be reached. */
export function mayAsk(
  { name, at }: Pick<Question, "name" | "at">,
  { policy, client }: { readonly policy: PolicyThen; readonly client: string },
): boolean {
  const host = normalHost(name);
  if (host === undefined || policy === "not-known") return false;
  const ports = destinationsAt(host).flatMap((destination) => destination.ports);
  return [...new Set(["tcp/443", ...ports])].some((text) => {
    const [protocol, port] = text.split("/");
    const attempt: Connection = {
      kind: "connection",
      direction: "out",
      subject: { kind: "client", id: client },
      host,
      port: Number(port),
      protocol: protocol as Protocol, // the catalogue's own words
    };
    return decide(wallPolicy(policy), attempt, { at, runningSeconds: 0 }).allowed;
  });
}

/** Addresses that were answered for names, by the time of the question. */
function addressBook(questions: readonly Question[]): AddressBook {
  const byName = Map.groupBy(
    questions.filter(({ answers }) => answers.length > 0),
    ({ name }) => name.toLowerCase(),
  );
  return {
    addressesOf(name, before) {
      const rows = byName
        .get(name)
        ?.filter(({ at, type }) => at <= before && /^(A|AAAA)$/.test(type));
      return rows && rows.length > 0 ? new Set(rows.flatMap(({ answers }) => answers)) : undefined;
    },
  };
}
