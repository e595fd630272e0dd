import { isIP } from "node:net";
import type { Examined } from "@homepoint/api";
import type { FactOf } from "@homepoint/evidence";
import type { Installation } from "../keys/installation.ts";
import { nameOf } from "../keys/sign-in.ts";
import { lookBack } from "../mode/mode-facts.ts";
import { hubProblem } from "../problems.ts";
import type { Caller } from "../server/access.ts";
import { isLoopbackAddress, ownAddresses } from "../server/addresses.ts";
import type { Handlers } from "../server/handlers.ts";
import { tryToReach } from "./canary.ts";
import type { FrontPlace } from "./front-door.ts";
import { lookAtSelf, promisedAt } from "./self.ts";

type ContainmentRoute = "getContainment" | "tryToGetOut" | "recordExamination";

export type ContainmentParts = {
  readonly installation: Installation;
  readonly front: FrontPlace | undefined;
};

export function containmentHandlers({
  installation,
  front,
}: ContainmentParts): Handlers<ContainmentRoute> {
  return {
    async getContainment() {
      const { lines } = await lookAtSelf(front);
      const level = installation.containment;
      return {
        level,
        lines: [...lines],
        promised: [...promisedAt(level)],
        pid: process.pid,
        front: front?.path ?? null,
        examined: (await findExamined(installation)) ?? null,
      };
    },

    async tryToGetOut({ input, caller }) {
      onlyAtThisMachine(caller);
      if (!isOfThisMachine(input.host)) throw hubProblem("not-a-canary", { host: input.host });
      return { tried: [...(await tryToReach(input))] };
    },

    async recordExamination({ input, caller }) {
      onlyAtThisMachine(caller);
      const { level, holds, held, notHeld, cannotTell } = input;
      const evidence = installation.findPresent()?.evidence;
      const examined = { holds, held, notHeld, cannotTell };
      const by = nameOf(caller);
      const entry = await evidence?.append({ kind: "containment", by, level, examined });
      return { entry: entry ?? null };
    },
  };
}

/** @throws hub/only-at-this-machine */
function onlyAtThisMachine(caller: Caller | undefined): void {
  if (caller?.via !== "socket") throw hubProblem("only-at-this-machine");
}

/**
 * A canary sits on the machine itself, so that nothing leaves it even where nothing stops it. A hub
 * that sees no interface cannot know the machine's addresses, and reaches none of them.
 */
function isOfThisMachine(host: string): boolean {
  if (isIP(host) === 0) return false;
  const own = ownAddresses();
  const isAlone = own.every(({ internal }) => internal);
  return isAlone || isLoopbackAddress(host) || own.some(({ address }) => address === host);
}

type ContainmentFact = FactOf<"containment">;

/** What a doctor found last, as far as the record can be read. */
async function findExamined(installation: Installation): Promise<Examined | undefined> {
  if (installation.state !== "open") return undefined;
  let found: ContainmentFact | undefined;
  await lookBack(installation.unlocked, ({ fact }) => {
    if (fact?.kind === "containment" && fact.examined) found = fact;
    return found ? "enough" : "more";
  });
  if (!found?.examined) return undefined;
  const { at, by, level, examined } = found;
  const { holds, held, notHeld, cannotTell } = examined;
  const lists = { held: [...held], notHeld: [...notHeld], cannotTell: [...cannotTell] };
  return { at, by, level, holds, ...lists };
}
