import type { SealAnswer } from "@homepoint/api";
import type { Policy } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellSeal } from "../mode/tell-seal.ts";
import { table } from "../output.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    const mode = await client.getMode();
    const answer = await client.getSeal();
    const policy = mode.policy as unknown as Policy; // the route's own promise
    const { lock, seal } = policy;
    const { installationId, next, found } = answer;
    if (options.json) {
      output.out(JSON.stringify({ ...answer, lock, seal: seal ?? null }, null, 2));
      return exitCodes.done;
    }
    if (found !== "read") output.err(`homepoint: The policy file was found ${found}.`);
    for (const line of [...tellSeal(policy), ...(seal ? tellMore(answer) : [])]) output.out(line);
    output.out(
      `The next one: homepoint seal create FILE --installation ${installationId} --counter ${next} …`,
    );
    return exitCodes.done;
  });

const placeWords = {
  file: "policy file",
  note: "signed policy",
  keys: "key file of the vault",
  "last-fact": "last policy in force",
} as const;

function tellMore({ keys, catalogue, versions, places, refusals }: SealAnswer): string[] {
  return [
    ...table(
      keys.map(({ name, fingerprint, successor }) => [
        name,
        fingerprint,
        successor ? `${successor.name} ${successor.fingerprint}` : "nobody",
      ]),
      ["Signs", "Fingerprint", "Where the key is lost"],
    ),
    `The catalogue of destinations is ${catalogue.isSame ? "the one it was made with" : "ANOTHER than it was made with"}; this version (${versions.here}) is ${versions.isApproved ? "approved" : "NOT approved"}.`,
    `Known in: ${places.map(({ place, counter }) => `${placeWords[place]} ${counter ?? "–"}`).join(", ")}.`,
    `Refused so far: ${refusals.length}${refusals[0] ? `, last ${refusals[0].at.slice(0, 19).replace("T", " ")} UTC (${refusals[0].because})` : ""}.`,
  ];
}
