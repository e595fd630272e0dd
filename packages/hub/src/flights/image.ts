import { openSource } from "@homepoint/flight";
import { vaultSource } from "../logs/vault-source.ts";
import { originOf } from "./flight-row.ts";
import { hubProblem } from "../problems.ts";
import type { BytesAnswer } from "../server/answers.ts";
import type { Unlocked } from "../unlocked.ts";

/** A picture that the log itself holds. @throws hub/no-such-flight, hub/no-such-image */
export async function readImage(
  { flights, logs, vault }: Unlocked,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<BytesAnswer> {
  flights.get(id);
  const origin = originOf(id);
  const { name, size } = logs.get(origin.log);
  const source = vaultSource(vault, origin.log, size);
  const log = await openSource(source, name);
  const image = log.flights[origin.number]?.images[number];
  if (!image) throw hubProblem("no-such-image", { id, number });
  const jpeg = await source.read(image.offset, image.length);
  return {
    type: "image/jpeg",
    size: jpeg.length,
    async *open() {
      yield jpeg;
    },
  };
}
