import type { DeviceRow } from "@homepoint/api";
import { deviceKinds, waysOf, wayStates, type DeviceKind, type WayOut } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { tellWays } from "../mode/tell-ways.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly kind?: string;
  readonly way?: readonly string[];
  readonly serial?: readonly string[];
  readonly client?: string;
  readonly json?: true;
};

const wrong = (what: string) => cliProblem("wrong-usage", { what });

/** What is not given stays as it was. */
export const run: Run<Options> = async ([name = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { devices } = await client.listDevices();
    const before = devices.find((device) => device.name === name);
    const kind = options.kind === undefined ? before?.kind : readKind(options.kind);
    if (!kind) throw wrong(`${name} is new: give its --kind, one of ${deviceKinds.join(", ")}.`);
    const device = {
      name,
      kind,
      ways: { ...(before?.kind === kind ? before.ways : {}), ...readWays(options.way ?? [], kind) },
      serials: [...(options.serial ?? before?.serials ?? [])],
      client: options.client ?? before?.client ?? null,
    };
    const row = before
      ? await client.changeDevice({ id: before.id, ...device })
      : await client.addDevice(device);
    if (options.json) output.out(JSON.stringify(row, null, 2));
    else for (const line of tellWays(row)) output.out(line);
    return exitCodes.done;
  });

function readKind(text: string): DeviceKind {
  const kind = deviceKinds.find((known) => known === text);
  if (kind) return kind;
  throw wrong(`There is no kind of device ${text}. These are: ${deviceKinds.join(", ")}.`);
}

/** `wifi=gateway`. */
function readWays(texts: readonly string[], kind: DeviceKind): DeviceRow["ways"] {
  const known = waysOf[kind];
  return Object.fromEntries(
    texts.map((text): [WayOut, (typeof wayStates)[number]] => {
      const [name, given] = text.split("=");
      const way = known.find((one) => one === name);
      const state = wayStates.find((one) => one === given);
      if (way && state) return [way, state];
      throw wrong(
        `${text} says nothing of a way out: give one of ${known.join(", ")}, =, and one of ${wayStates.join(", ")}.`,
      );
    }),
  );
}
