import { createContext, use, useSyncExternalStore, type ReactElement, type ReactNode } from "react";
import type { Look, LookSnapshot } from "./look.ts";

const LookContext = createContext<Look | undefined>(undefined);

type ProviderProps = { look: Look; children: ReactNode };

export function LookProvider({ look, children }: ProviderProps): ReactElement {
  return <LookContext value={look}>{children}</LookContext>;
}

export function useLook(): Look {
  const look = use(LookContext);
  if (!look) throw new Error("useLook stands outside of LookProvider");
  return look;
}

export function useLookSnapshot(): LookSnapshot {
  const look = useLook();
  return useSyncExternalStore(look.subscribe, look.snapshot);
}
