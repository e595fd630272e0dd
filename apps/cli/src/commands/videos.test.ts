import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fly, mp4Layouts, plans, writeMp4, type Mp4Options } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { homepoint, newFolder, vaultIn } from "../testing/command.ts";

const flight = fly(plans.point);

test("of a card of videos, those that hold a flight are taken in, and the others are left", async () => {
  const folder = await newFolder();
  const card = join(folder, "DCIM");
  await mkdir(card);
  const put = (name: string, options: Mp4Options) =>
    writeFile(join(card, name), writeMp4(flight, options).bytes);
  await put("DJI_0001.MP4", { layout: mp4Layouts.air3s, cover: true });
  await put("DJI_0002.MOV", { captions: "letters" });
  await put("holiday.mp4", {});
  const vault = await vaultIn(folder);
  const { code, out } = await homepoint(["take-in", card, ...vault, "--json"]);
  expect(code).toBe(0);
  const { files } = JSON.parse(out) as { files: { outcome: string; flights: string[] }[] };
  expect(files.map(({ outcome, flights }) => [outcome, flights.length])).toEqual([
    ["taken-in", 1],
    ["taken-in", 1],
    ["unknown", 0],
  ]);
  const listed = await homepoint(["flights", ...vault, "--json"]);
  const { flights } = JSON.parse(listed.out) as { flights: { format: string }[] };
  expect(flights.map(({ format }) => format)).toEqual(["dji-mp4", "dji-mp4"]);
});
