import { askStatus, type GatewayStatus } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { BoxOptions } from "../gateway/box.ts";
import { bytes, table } from "../output.ts";

type Options = BoxOptions & { readonly json?: true };

/** What the gateway says of itself; what proves it is the capture, and its evidence. */
export const run: Run<Options> = async (_args, { folder, json }, output) => {
  const status = await askStatus(folder);
  if (json) {
    output.out(JSON.stringify(status, null, 2));
    return status.isOpen ? exitCodes.done : exitCodes.failed;
  }
  const { policy, grants, standard, standardUntil, rules, clock, flows, judged, unrecorded } =
    status;
  output.out(status.isOpen ? "The gateway is on watch." : "The gateway is closed: nothing passes.");
  output.out(
    `mode      ${policy.mode} (policy ${policy.counter}, ${policy.lock}, found ${policy.found})`,
  );
  output.out(`rules     ${rules ? `${rules.state}, ${rules.hash.slice(0, 16)}` : "not seen yet"}`);
  output.out(`clock     ${status.at}, ${clockWords[clock]}`);
  if (status.waiting !== null)
    output.out(`waiting   sealed policy ${status.waiting}: in force when the gateway starts again`);
  output.out(`hub       ${hubLine(status.hub)}`);
  output.out(`evidence  ${status.evidence.size} entries, ${status.evidence.verifierKey}`);
  for (const { mode, until } of status.missions)
    output.out(`mission   ${mode} at the laxest, until ${until}`);
  for (const { service, subject, until } of grants)
    output.out(`granted   ${service} to ${subject}${until === null ? "" : `, until ${until}`}`);
  if (standard.length > 0)
    output.out(`observed  everything passes for ${standard.join(", ")}, until ${standardUntil}`);
  if (unrecorded > 0) output.out(`refused because it could not be recorded: ${unrecorded}`);
  for (const { client, host, bytesUp, bytesDown } of flows)
    output.out(`open now  ${client} to ${host}, ${bytes(bytesUp)} up, ${bytes(bytesDown)} down`);
  if (judged.length === 0) return status.isOpen ? exitCodes.done : exitCodes.failed;
  output.out("");
  const rows = judged
    .toReversed()
    .slice(0, 20)
    .map(({ at, client, host, allowed, because, service }) => [
      at.slice(11, 19),
      client,
      host,
      allowed ? "passed" : "refused",
      because,
      service ?? "",
    ]);
  for (const line of table(rows, ["UTC", "who", "where to", "", "because", "service"]))
    output.out(line);
  return status.isOpen ? exitCodes.done : exitCodes.failed;
};

const clockWords: Readonly<Record<GatewayStatus["clock"], string>> = {
  system: "the system's own, unconfirmed",
  network: "set over the network",
  gnss: "set by satellites",
  witness: "set by the hub, signed",
  person: "set by a signed time that was carried here",
};

function hubLine(hub: GatewayStatus["hub"]): string {
  if (!hub) return "none; homepoint gateway join makes it follow one";
  const { address, state, answeredAt, why } = hub;
  if (state === "here") return `${address}, answered ${answeredAt}`;
  if (state === "refused") return `${address} does not know this gateway any more`;
  return `${address} does not answer (${why ?? "not asked yet"}); the last policy stays in force`;
}
