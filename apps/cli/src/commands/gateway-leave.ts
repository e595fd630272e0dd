import { readJoined } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { BoxOptions } from "../gateway/box.ts";
import { giveOrder } from "./gateway-join.ts";

/** Forgets the hub. The last policy stays in force. */
export const run: Run<BoxOptions> = async (_args, { folder }, output) => {
  const joined = await readJoined(folder);
  if (!joined) {
    output.err("homepoint: This gateway has joined no hub.");
    return exitCodes.failed;
  }
  return giveOrder({ kind: "leave" }, folder, {
    output,
    done: `${joined.address} is forgotten. The last policy stays in force; remove the gateway there as well.`,
    later: "The gateway does not run. It forgets its hub when it is started.",
  });
};
