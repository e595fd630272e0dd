import { expect, test } from "vitest";
import { folderOf, nameOf, promiseOf } from "./found-file.ts";

test.each([
  ["FlightRecord/DJIFlightRecord_2024-01-01_[10-00-00].txt", "other"],
  ["card/DCIM/100MEDIA/DJI_0001.JPG", "media"],
  ["card/DCIM/DJI_0001.MP4", "film"],
  ["card/DCIM/DJI_0001.LRF", "film"],
  ["card/DCIM/DJI_0001.SRT", "other"],
  ["logs.ZIP", "zip"],
  ["card/.DS_Store", "rubbish"],
  ["card/Thumbs.db", "rubbish"],
  ["logs.zip/__MACOSX/a.txt", "rubbish"],
])("%s promises %s", (path, promised) => {
  expect(promiseOf(path)).toBe(promised);
});

test("a path has a folder and a name, and a bare name has no folder", () => {
  expect([folderOf("a/b/c.txt"), nameOf("a/b/c.txt")]).toEqual(["a/b", "c.txt"]);
  expect([folderOf("c.txt"), nameOf("c.txt")]).toEqual(["", "c.txt"]);
});
