import { z } from "zod";
import type { Role } from "@homepoint/policy";

export const ownerOnly: readonly Role[] = ["owner"];
export const mayManage: readonly Role[] = ["owner", "manager"];
export const mayFly: readonly Role[] = ["owner", "manager", "pilot"];
export const mayLook: readonly Role[] = ["owner", "manager", "pilot", "auditor"];
export const mayAudit: readonly Role[] = ["owner", "manager", "auditor"];
export const mayTakeIn: readonly Role[] = ["owner", "manager", "pilot", "device"];
/** What reaches others: people, and programs by their tokens. */
export const mayReach: readonly Role[] = ["owner", "manager", "pilot", "device"];
export const nothing = z.object({});
export const id = z.object({ id: z.string().min(1).max(200) });
