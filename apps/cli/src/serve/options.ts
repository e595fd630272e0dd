import type { VaultOptions } from "../command-row.ts";
import { cliProblem } from "../problems.ts";

const demands = ["auto", "full", "partial", "none"] as const;
export type Demand = (typeof demands)[number];

export type ServeOptions = VaultOptions & {
  readonly port?: string;
  readonly host?: string;
  readonly name?: readonly string[];
  readonly cert?: string;
  readonly certKey?: string;
  readonly containment?: string;
  readonly gnss?: string;
  /** Where a front brings connections; then no port is opened. */
  readonly front?: string;
  readonly frontDescriptor?: string;
  /** A pipe that lasts as long as the front does. */
  readonly lifeline?: string;
  /** The machine's own, which a hub without a network cannot see. */
  readonly address?: readonly string[];
};

const usualPort = 4780;
const triedPorts = 20;

/** @throws cli/wrong-usage */
export function portsOf({ port }: ServeOptions): readonly number[] {
  if (port !== undefined) return [readNumber(port, "port")];
  return Array.from({ length: triedPorts + 1 }, (_, tried) => usualPort + tried);
}

/** @throws cli/wrong-usage */
export function readNumber(text: string, what: "port" | "descriptor"): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw cliProblem("wrong-usage", {
      what: `${text} is not a ${what}: give a number up to 65535.`,
    });
  return number;
}

/** @throws cli/wrong-usage */
export function demandOf({ containment = "auto" }: ServeOptions): Demand {
  const known = demands.find((each) => each === containment);
  if (known !== undefined) return known;
  throw cliProblem("wrong-usage", { what: `--containment is one of ${demands.join(", ")}.` });
}

/** The options again, for the same command in another process; what a front decides is left out. */
export function argsOf(options: ServeOptions): readonly string[] {
  const { data, passphraseFile, keyFile, host, name, cert, certKey, gnss } = options;
  const given = [
    ["--data", data],
    ["--passphrase-file", passphraseFile],
    ["--key-file", keyFile],
    ["--host", host],
    ["--cert", cert],
    ["--cert-key", certKey],
    ["--gnss", gnss],
    ...(name ?? []).map((each) => ["--name", each] as const),
  ] as const;
  return given.flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
}
