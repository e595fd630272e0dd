import type { Policy, PolicyMoment } from "@homepoint/policy";

/** Boxes and programs that can hold a policy where there is no gateway; none of them as well. */
export const elsewhere = ["pi-hole", "adguard-home", "openwrt", "little-snitch"] as const;
export type Elsewhere = (typeof elsewhere)[number];

export type ElsewhereParts = {
  readonly policy: Policy;
  readonly moment: PolicyMoment;
  /** Whose rules: the installation's own name for a device. */
  readonly client: string;
};

export type Way = {
  readonly host: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
};

/** Why it is weaker than the gateway; stands at the head of what is written. */
export const weakness: Readonly<Record<Elsewhere, readonly string[]>> = {
  "pi-hole": [
    "WEAKER than the Homepoint gateway: this only refuses to answer for names.",
    "An app that knows an address, asks another name server, or uses DNS over HTTPS gets out.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
  "adguard-home": [
    "WEAKER than the Homepoint gateway: this only refuses to answer for names.",
    "An app that knows an address, asks another name server, or uses DNS over HTTPS gets out.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
  openwrt: [
    "WEAKER than the Homepoint gateway: addresses are let pass, not names.",
    "Whatever lives at the same address as an allowed host gets out: shared content networks do.",
    "Names are asked of your provider as before. Nothing limits what is sent up.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
  "little-snitch": [
    "WEAKER than the Homepoint gateway: it runs on the machine that it watches.",
    "It covers this one Mac, trusts its system, and no phone, tablet or controller.",
    "Nothing is on record as evidence, and grants do not end by themselves.",
  ],
};

/** What stands first in each: whose policy it is, and why this is weaker. */
export function headOf(
  where: Elsewhere,
  mark: string,
  { policy, client }: ElsewhereParts,
): readonly string[] {
  const theirs = policy.grants.filter(
    ({ subject: { kind, id } }) => kind === "client" && id === client,
  );
  const ends = [...theirs.filter(({ span }) => span), ...(policy.standard ? ["standard"] : [])];
  return [
    `Homepoint policy ${policy.counter}, mode ${policy.mode}, for ${client}`,
    ...weakness[where],
    ...(ends.length > 0
      ? ["What was granted for a time is left out: nothing here would end it."]
      : []),
  ].map((line) => `${mark} ${line.replace(/[\r\n]/g, " ")}`);
}

export const hostsOf = (ways: readonly Way[]) => [...new Set(ways.map(({ host }) => host))];
