import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const account = serving("account", "DJI");
const activation = serving("activation", "DJI");

export const accountDestinations: readonly Destination[] = [
  account("account-api.dji.com", "static analysis: DJI Fly rebrand teardown section 2.B/5"),
  account(
    "account.dji.com",
    "vendor documentation: dji-sdk/Cloud-API-Doc:docs/en/20.quick-start/20.source-code-deployment-steps.md; static analysis: DJI Fly rebrand teardown",
  ),
  account("accounts.dji.com", "static analysis"),
  account("member-api.dji.com", "static analysis: DJI Fly rebrand teardown section 2.B"),
  activation(
    "active.dji.com",
    "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/243; decompiled app: (com/dji/api/protocol, DOMAIN constant)",
  ),
  activation(
    "dev.dji.com",
    "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/249; lvauvillier/dji-log-parser:dji-log-parser/src/keychain/api.rs",
  ),
  activation(
    "api.dji-services.com",
    "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/249; decompiled app: (com/dji/api/protocol/ISDKHttpApi)",
  ),
];
