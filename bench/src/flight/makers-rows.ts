import {
  fly,
  plans,
  realFile,
  tileTlog,
  tileUlog,
  writeDataflash,
  writeTlog,
  writeUlog,
} from "@homepoint/testdata";
import { rounded, type Row, type RowMaker } from "../row.ts";
import { against, bestOf, usual } from "./against.ts";
import { freshRows } from "./fresh-process.ts";
import type { Input } from "./inputs.ts";
import { peers, type PeerName } from "./peers.mjs";
import { readAll } from "./read-all.ts";

/** A log of an hour or more: the peer takes seconds for it. */
const few = { warm: 4, turns: 2, own: 4, other: 1 };

async function valuesRow(name: string, input: Input, peer: PeerName): Promise<Row> {
  const runs = input.bytes.length > 8e6 ? few : usual;
  const [own, other] = await against(
    () => readAll(input.bytes),
    () => peers[peer](input.bytes),
    runs,
  );
  return {
    name,
    value: rounded(own),
    unit: "ms",
    peer,
    peerValue: rounded(other),
    ratio: rounded(other / own),
    inputs: `${input.title}; all values held, warm, best of ${runs.turns * runs.own} and of ${runs.turns * runs.other}`,
  };
}

/** A real log where it is there, else a made one. */
function sourceOf(real: string, made: () => Uint8Array): { what: string; bytes: Uint8Array } {
  const bytes = realFile(real);
  return bytes ? { what: "real", bytes } : { what: "made", bytes: made() };
}

const titled = (what: string, bytes: Uint8Array): Input => ({
  title: `${what}, ${(bytes.length / 1e6).toFixed(1)} MB`,
  bytes,
});

function px4Log(times: number): Input {
  const made = () => writeUlog(fly(plans.point)).bytes;
  const { what, bytes } = sourceOf("ulog/PX4__sample_px4_events.ulg", made);
  return titled(`${what} PX4 log × ${times}`, tileUlog(bytes, times));
}

function telemetryLog(times: number): Input {
  const made = () => writeTlog(fly(plans.point)).bytes;
  const name = "mavlink/arducopter-4.1.0-dev-sitl-mission.tlog";
  const { what, bytes } = sourceOf(name, made);
  return titled(`${what} telemetry log × ${times}`, tileTlog(bytes, times));
}

/** No peer is installed: the one there is comes with a web application. */
async function dataflashRow(): Promise<Row> {
  const made = () => writeDataflash(fly(plans.point), "new").bytes;
  const { what, bytes } = sourceOf("ardupilot/dronekit__log171.bin", made);
  const input = titled(`${what} DataFlash log`, bytes);
  await bestOf(20, () => readAll(bytes));
  const best = await bestOf(50, () => readAll(bytes));
  return {
    name: "dataflash-all-values",
    value: rounded(bytes.length / 1000 / best),
    unit: "MB/s",
    inputs: `${input.title}; all values held, warm, best of 50: ${rounded(best)} ms`,
  };
}

export const makersRows: Readonly<Record<string, RowMaker>> = {
  ulog: async () => [
    await valuesRow("ulog-all-values", px4Log(3), "@foxglove/ulog"),
    await valuesRow("ulog-large-all-values", px4Log(20), "@foxglove/ulog"),
    ...freshRows("ulog", px4Log(3), { peer: "@foxglove/ulog", runs: 3 }),
  ],
  tlog: async () => [
    await valuesRow("tlog-all-values", telemetryLog(2), "node-mavlink"),
    await valuesRow("tlog-large-all-values", telemetryLog(20), "node-mavlink"),
    ...freshRows("tlog", telemetryLog(2), { peer: "node-mavlink", runs: 3 }),
  ],
  dataflash: async () => [await dataflashRow()],
};
