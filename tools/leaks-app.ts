// What anyone builds with the SDK: `leaks-app.ts URL SERVICE` fetches under a policy that lets this
// program use that service and no other. Ends with 3 where its own guard refuses.
import { isProblem } from "@homepoint/base";
import { defaultPolicy, type Policy, type Service } from "@homepoint/policy";
import { Guard, guardedFetch } from "@homepoint/sdk";

const [url = "", service = ""] = process.argv.slice(2);
process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"; // the lab's own certificate
const program = "app";
const subject = { kind: "program", id: program } as const;
const grant = { service: service as Service, subject, by: "test", why: "test" };
const policy: Policy = {
  ...defaultPolicy,
  counter: 1,
  mode: service === "none" ? "local-data" : "restricted",
  grants: service === "none" ? [] : [grant],
};
const moment = () => ({ at: new Date().toISOString(), runningSeconds: performance.now() / 1000 });
const evidence = { append: async () => 0 };
const guard = Guard.here({ policy: () => policy, moment, evidence, program });
const target = {
  url: new URL(url),
  service: service === "none" ? "sharing" : (service as Service),
};
try {
  await guardedFetch(target, { signal: AbortSignal.timeout(3000) }, guard);
} catch (error) {
  process.exitCode = isProblem(error, "sdk/refused") ? 3 : 1;
}
