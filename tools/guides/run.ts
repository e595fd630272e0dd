// npm run test:guides [-- containment|gateway]: the guides for systemd, followed line by line on a
// machine that was booted for it. Needs root, Debian and systemd-nspawn.
import { followContainment } from "./containment.ts";
import { followGateway } from "./gateway.ts";
import { Machine, whyNoMachine } from "./machine.ts";
import { tell } from "./walk.ts";

const [only = ""] = process.argv.slice(2);
const reason = whyNoMachine();
if (reason !== undefined) {
  tell(`SKIPPED: no guide is followed, as no machine can be booted here: ${reason}`);
  process.exit(process.env["CI"] ? 77 : 0);
}

async function followOnMachine(): Promise<void> {
  const machine = await Machine.make();
  try {
    await followContainment(machine);
  } catch (error) {
    tell(await machine.tellTrouble());
    throw error;
  } finally {
    await machine.remove();
  }
}

try {
  if ("containment".includes(only)) await followOnMachine();
  if ("gateway".includes(only)) await followGateway();
  tell("\nevery line of the guides holds");
} catch (error) {
  tell(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
