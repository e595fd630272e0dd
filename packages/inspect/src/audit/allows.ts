import { decide, destinationsAt, type Policy, type Protocol, type Span } from "@homepoint/policy";
import type { Flow, Question } from "../capture/flow.ts";
import type { Allows } from "./sighting.ts";

/**
 * What a policy lets one client do. A question for a name is allowed where the name serves anything
 * that is. Running time is not known to whoever judges later: the wall time of the capture counts.
 */
export function allowsBy(given: Policy, client: string): Allows {
  const policy = byWallTime(given);
  const asks = (seen: Pick<Flow, "startedAt" | "port" | "transport">, host: string) =>
    decide(
      policy,
      {
        kind: "connection",
        direction: "out",
        subject: { kind: "client", id: client },
        host,
        port: seen.port,
        protocol: seen.transport,
      },
      { at: seen.startedAt, runningSeconds: 0 },
    ).allowed;
  return (seen) =>
    isQuestion(seen)
      ? portsOf(seen.name).some((port) => asks({ startedAt: seen.at, ...port }, seen.name))
      : asks(seen, seen.serverName ?? seen.dnsName ?? seen.to);
}

function byWallTime(policy: Policy): Policy {
  const lasting = (span: Span): Span => ({ ...span, fromRunning: 0, untilRunning: Infinity });
  return {
    ...policy,
    grants: policy.grants.map((grant) =>
      grant.span ? { ...grant, span: lasting(grant.span) } : grant,
    ),
    ...(policy.standard && {
      standard: { ...policy.standard, span: lasting(policy.standard.span) },
    }),
  };
}

function isQuestion(seen: Flow | Question): seen is Question {
  return "name" in seen;
}

/** As the catalogue has them: `tcp/443`. */
function portsOf(host: string): readonly Pick<Flow, "port" | "transport">[] {
  return destinationsAt(host)
    .flatMap(({ ports }) => ports)
    .map((port) => {
      const [transport, number] = port.split("/");
      return { transport: transport as Protocol, port: Number(number) }; // the catalogue's own words
    });
}
