import { checkPoints, pointsFor, type CheckPoint } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { pointWords } from "../mode/advice-words.ts";
import { findNamed } from "../mode/find-named.ts";
import { readSensitivity } from "../mode/read-names.ts";
import { counted, table } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly sensitivity: string;
  readonly point?: readonly string[];
  readonly json?: true;
};

/** What a person says was done on a device goes on record as that person's word, and no more. */
export const run: Run<Options> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const sensitivity = readSensitivity(options.sensitivity);
    const { name, kind } = findNamed(given, (await client.listDevices()).devices);
    const points = pointsFor(kind, sensitivity);
    if (!options.point) {
      if (options.json) output.out(JSON.stringify({ device: name, kind, sensitivity, points }));
      else for (const line of tellPoints(points)) output.out(line);
      return exitCodes.done;
    }
    const done = options.point.map((text) => readPoint(text, points));
    const { entry } = await client.attest({ device: name, sensitivity, points: done });
    output.out(
      options.json
        ? JSON.stringify({ entry, device: name, sensitivity, points: done })
        : `${counted(done.length, "point")} of ${points.length} on record for ${name}, as your word (entry ${entry}).`,
    );
    return exitCodes.done;
  });

function readPoint(text: string, points: readonly CheckPoint[]): CheckPoint {
  const point = points.find((known) => known === text);
  if (point) return point;
  throw cliProblem("wrong-usage", {
    what: `${text} is no point of this list. These are: ${points.join(", ")}.`,
  });
}

function tellPoints(points: readonly CheckPoint[]): string[] {
  const rows = points.map((point) => [point, checkPoints[point].when, pointWords[point]]);
  return table(rows, ["Point", "When", "What"]);
}
