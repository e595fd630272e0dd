// npm run bench [-- [--json] [NAME…]]: a table, or one JSON line for each row. Names choose makers
// or rows by how they begin; some take minutes and are measured only by their names.
import { onlyByName, rowMakers } from "./rows.ts";
import type { Row } from "./row.ts";

const args = process.argv.slice(2);
const asJson = args.includes("--json");
const names = args.filter((arg) => !arg.startsWith("--"));

const isWanted = (name: string) => names.length === 0 || names.some((one) => name.startsWith(one));
const mayHold = (maker: string) =>
  (isWanted(maker) && (names.length > 0 || !onlyByName.has(maker))) ||
  names.some((one) => one.startsWith(maker) || maker.startsWith(one));

function line({ name, value, unit, peer, peerValue, ratio, inputs }: Row): string {
  const beside = peer === undefined ? "" : ` · ${peer}: ${peerValue} · ×${ratio}`;
  return `${name.padEnd(28)} ${String(value).padStart(9)} ${unit}${beside} · ${inputs}`;
}

for (const [maker, make] of Object.entries(rowMakers)) {
  if (!mayHold(maker)) continue;
  for (const row of await make())
    if (isWanted(maker) || isWanted(row.name))
      console.log(asJson ? JSON.stringify(row) : line(row));
}
