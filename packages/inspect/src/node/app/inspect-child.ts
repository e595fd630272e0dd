import { basename } from "node:path";
import { text } from "node:stream/consumers";
import { fromBase64, isProblem } from "@homepoint/base";
import { openFileSource } from "@homepoint/base/node";
import { inspectApp } from "../../app/inspect-app.ts";
import type { ChildAnswer, ChildQuestion } from "./inspect-in-child.ts";

/** Runs alone, without a network and with nothing but the package to read; answers on standard output. */
const [path = ""] = process.argv.slice(2);
const { trackers, idsig } = JSON.parse(await text(process.stdin)) as ChildQuestion; // our caller's
process.stdout.write(JSON.stringify(await answer()));

async function answer(): Promise<ChildAnswer> {
  try {
    const source = await openFileSource(path);
    const beside = idsig === undefined ? undefined : fromBase64(idsig);
    return { app: await inspectApp(source, { name: basename(path), trackers, idsig: beside }) };
  } catch (error) {
    if (isProblem(error, "inspect/not-a-package"))
      return { notAPackage: String(error.values["why"]) };
    return { broke: String(error) };
  }
}
