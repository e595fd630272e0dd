import { utf8 } from "@homepoint/base";
import {
  anywherePrimitives as primitives,
  makeSignerKey,
  type SignerKey,
} from "@homepoint/evidence";
import type { Report, ReportBody, SignedReport } from "../report/report.ts";
import { signReport } from "../report/sign-report.ts";
import { madeAudit, madeFlow, madeHosts, timeAt, type MadeAudit } from "./made-audit.ts";

export function madeKey(name: string): SignerKey {
  return makeSignerKey(name, primitives.sha256(utf8(name)), primitives);
}

export function reportOf(body: ReportBody): Report {
  return {
    v: 1,
    id: "00112233445566ff",
    madeAt: timeAt(61),
    software: [{ name: "homepoint", version: "0.1.0" }],
    body,
  };
}

export function madeReport(made?: MadeAudit): SignedReport {
  return signReport(reportOf(madeAudit(made)), madeKey("auditor"), primitives);
}

/** One in which the app's own mode leaked at one state, and hosts have names as strangers choose. */
export const hostile = "</script><script>alert(1)</script>\"'&\u202e.example";

export function leakyReport(): SignedReport {
  return madeReport({
    ownMode: [
      madeFlow(23, madeHosts.vendor, { bytesOut: 24_000 }),
      madeFlow(26, undefined, { dnsNames: ["maybe.example"] }),
      madeFlow(21, madeHosts.system),
    ],
    tried: [51, 52, 53, 53, 56].map((at) => madeFlow(at, madeHosts.vendor)),
    scope: { where: "Łódź, Ελλάδα, Київ", notes: hostile, uncovered: ["bluetooth"] },
  });
}
