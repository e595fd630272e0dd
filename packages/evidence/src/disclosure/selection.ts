import type { Fact, FactKind } from "../fact.ts";
import { plainMembers } from "./plain-members.ts";

/** What of a log an auditor is to see. What is not chosen stays a commitment. */
export type Selection = {
  /** ISO 8601 in UTC; from the whole hour on. */
  readonly from?: string;
  /** Up to this time. */
  readonly until?: string;
  /** All kinds, unless told. */
  readonly kinds?: readonly FactKind[];
  /** Only facts about one of these: ids of logs or flights, as facts name them. */
  readonly objects?: readonly string[];
  /**
   * `plain`: those that name no person, place, device, file or host; `all`; or these. Kind and time
   * are always shown of what is chosen.
   */
  readonly members: "plain" | "all" | readonly string[];
  /** Facts about these clients of a gateway, or these devices, show these members as well. */
  readonly named?: { readonly names: readonly string[]; readonly members: readonly string[] };
  /** Never these. */
  readonly withhold?: readonly string[];
  /**
   * `whole`: every entry between the first and the last hour is there, if only as a leaf, so that
   * nothing can be left out unseen.
   */
  readonly extent: "whole" | "chosen-only";
};

const always: ReadonlySet<string> = new Set(["kind", "at"]);

type Times = Pick<Selection, "from" | "until">;

/** Whether the time of a fact is in what is asked about. */
function isInTime(at: string, { from, until }: Times): boolean {
  const time = Date.parse(at);
  return (
    (from === undefined || time >= Date.parse(from)) &&
    (until === undefined || time < Date.parse(until))
  );
}

/** Whether anything in an hour, `2026-11-22T07Z`, can be. */
export function isHourInTime(hour: string, { from, until }: Times): boolean {
  const start = Date.parse(`${hour.slice(0, 13)}:00:00.000Z`);
  return (
    (from === undefined || start + 3_600_000 > Date.parse(from)) &&
    (until === undefined || start < Date.parse(until))
  );
}

export function isChosen(fact: Fact, selection: Selection): boolean {
  const { kinds, objects } = selection;
  if (!isInTime(fact.at, selection)) return false;
  if (kinds && !kinds.includes(fact.kind)) return false;
  return !objects || objectsOf(fact).some((object) => objects.includes(object));
}

/** A flight's id begins with its log's. */
function objectsOf(fact: Fact): readonly string[] {
  const named: string[] = [];
  if ("object" in fact) named.push(fact.object);
  if ("objects" in fact && typeof fact.objects !== "number") named.push(...fact.objects);
  return named.flatMap((object) => [object, object.replace(/-\d+$/, "")]);
}

/** The client of a gateway that a fact is about; undefined where it is about none, or several. */
export function clientOf(fact: Fact): string | undefined {
  const subject =
    fact.kind === "verdicts-aggregated"
      ? fact.subject
      : fact.kind === "verdict" || fact.kind === "flow-ended"
        ? fact.attempt.subject
        : undefined;
  return subject?.kind === "client" ? subject.id : undefined;
}

/** Names of the members to show of a chosen fact. */
export function membersOf(fact: Fact, selection: Selection): ReadonlySet<string> {
  const { members, named, withhold = [] } = selection;
  const plain: readonly string[] = plainMembers[fact.kind];
  const shown = members === "plain" ? plain : members === "all" ? Object.keys(fact) : members;
  const about = fact.kind === "attested" ? fact.device : clientOf(fact);
  const isNamed = about !== undefined && named?.names.includes(about) === true;
  const chosen = isNamed ? [...shown, ...named.members] : shown;
  return new Set([...always, ...chosen.filter((name) => !withhold.includes(name))]);
}
