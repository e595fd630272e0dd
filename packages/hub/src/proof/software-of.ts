import { isProblem } from "@homepoint/base";
import type { FlightSoftware } from "@homepoint/inspect";
import { readParticulars } from "../flights/derived.ts";
import { summaryOf } from "../flights/flight-row.ts";
import type { Unlocked } from "../unlocked.ts";

/** Whose version a property of a log is, by the names that formats give it. */
const owners: Readonly<Record<string, FlightSoftware["of"]>> = {
  "firmware of MC": "aircraft",
  "firmware of RC": "controller",
  "firmware of Battery": "battery",
  "firmware of Camera": "other",
  "firmware of Gimbal": "other",
  firmware: "aircraft",
  product_firmware_version: "aircraft",
  ver_sw_release: "aircraft",
  ver_sw: "aircraft",
};

const most = 200;

/** Versions of the app and of firmware, as a flight's own logs tell them; each once. */
export async function softwareOf(id: string, unlocked: Unlocked): Promise<FlightSoftware[]> {
  const { flights } = unlocked;
  const found = new Map<string, FlightSoftware>();
  const add = (one: FlightSoftware) =>
    found.size < most && found.set(`${one.of} ${one.name} ${one.version}`, one);
  for (const part of flights.partsOf(id)) {
    const body = await flights.findStored(part);
    if (!body) continue;
    const { app } = summaryOf([{ id: part, body }]);
    if (app?.version !== undefined)
      add({ of: "app", name: app.platform ?? "", version: app.version });
    for (const { name, value } of await propertiesOf(part, unlocked)) {
      const of = owners[name];
      if (of !== undefined && value !== undefined)
        add({ of, name: nameOf(name), version: String(value) });
    }
  }
  return [...found.values()];
}

function nameOf(property: string): string {
  return property.startsWith("firmware of ") ? property.slice("firmware of ".length) : "";
}

/** A report does without them where the log cannot be read again. */
async function propertiesOf(id: string, unlocked: Unlocked) {
  try {
    return (await readParticulars(unlocked, id)).properties;
  } catch (error) {
    if (isProblem(error)) return [];
    throw error;
  }
}
