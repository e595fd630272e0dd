import type { Evidence } from "@homepoint/evidence";
import { defaultPolicy, isOwnHost, type Policy } from "@homepoint/policy";
import { Guard } from "@homepoint/sdk";

const program = "keys-fetch";

/**
 * Lets the requests for keys pass and nothing else: to the maker, by its exact name, or to a
 * stand-in on this machine or network. Whoever ran the command is asked before it is used.
 */
export function keyGuard(endpoint: URL, evidence: Evidence): Guard {
  const host = endpoint.hostname.replace(/^\[|\]$/g, "");
  const policy: Policy = {
    ...defaultPolicy,
    mode: "restricted",
    own: isOwnHost(host) ? [host] : [],
    grants: [
      {
        service: "log-keys",
        subject: { kind: "program", id: program },
        by: "whoever ran it",
        why: "homepoint keys fetch",
      },
    ],
  };
  const moment = () => ({ at: new Date().toISOString(), runningSeconds: performance.now() / 1000 });
  return new Guard({ policy: () => policy, moment, evidence, program });
}
