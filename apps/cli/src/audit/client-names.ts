import { isIn, parseRange, type Flow, type Range } from "@homepoint/inspect";

type Named = { readonly name: string; readonly fits: (device: Device) => boolean };
type Device = Pick<Flow, "from" | "hardware">;

/**
 * The installation's own names of devices: `NAME` for all, `NAME=ADDRESS`, a range or a hardware
 * address. As at a gateway, who has no name is named by the hardware.
 *
 * @throws inspect/not-a-range
 */
export function clientNamer(given: readonly string[]): (device: Device) => string {
  const named = given.map(parseNamed);
  return (device) => named.find(({ fits }) => fits(device))?.name ?? device.hardware ?? device.from;
}

function parseNamed(text: string): Named {
  const at = text.lastIndexOf("=");
  if (at < 0) return { name: text, fits: () => true };
  const [name, place] = [text.slice(0, at), text.slice(at + 1).toLowerCase()];
  if (/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(place))
    return { name, fits: ({ hardware }) => hardware === place };
  const range: Range = parseRange(place);
  return { name, fits: ({ from }) => isIn(range, parseRange(from).words) };
}
