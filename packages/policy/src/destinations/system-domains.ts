import type { OwnedDomain } from "../destination.ts";
import { androidGroups } from "./system/android.ts";
import { appleGroups } from "./system/apple.ts";
import { windowsGroups } from "./system/windows.ts";

/**
 * What a tablet or phone calls by itself, whatever app flies. Named in reports, with what stops;
 * nothing of it can be granted. What asks for the time is a service, and stands there.
 */
export const systemDomains: readonly OwnedDomain[] = [
  ...androidGroups,
  ...appleGroups,
  ...windowsGroups,
].flatMap(({ hosts, ...rest }) => hosts.map((host) => ({ host, ...rest })));
