import type { Status } from "@homepoint/api";
import { findSyncService } from "../logs/synced-folder.ts";
import type { PolicyKeeper } from "../mode/policy-keeper.ts";

export type Warning = Status["warnings"][number];

export type Circumstances = {
  readonly folder: string;
  readonly policyFound: PolicyKeeper["found"] | undefined;
  readonly keyFile:
    | { readonly isOnVaultDisk: boolean; readonly isOpenToOthers: boolean }
    | undefined;
};

/** What the owner should know before something goes wrong; codes, the sentences are the page's. */
export function findWarnings(circumstances: Circumstances): Warning[] {
  const { folder, policyFound, keyFile } = circumstances;
  const service = findSyncService(folder);
  const warnings: (Warning | false | undefined)[] = [
    service !== undefined && { code: "data-folder-is-synced", values: { service } },
    policyFound !== undefined &&
      !["read", "new"].includes(policyFound) && { code: `policy-${policyFound}`, values: {} },
    keyFile?.isOnVaultDisk && { code: "key-file-on-same-disk", values: {} },
    keyFile?.isOpenToOthers && { code: "key-file-open-to-others", values: {} },
  ];
  return warnings.filter((warning) => typeof warning === "object");
}
