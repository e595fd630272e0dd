import { createContext, use, useSyncExternalStore, type ReactElement, type ReactNode } from "react";
import type { Intake, IntakeSnapshot } from "./intake.ts";

const IntakeContext = createContext<Intake | undefined>(undefined);

type ProviderProps = { intake: Intake; children: ReactNode };

export function IntakeProvider({ intake, children }: ProviderProps): ReactElement {
  return <IntakeContext value={intake}>{children}</IntakeContext>;
}

export function useIntake(): Intake {
  const intake = use(IntakeContext);
  if (!intake) throw new Error("useIntake stands outside of IntakeProvider");
  return intake;
}

export function useIntakeSnapshot(): IntakeSnapshot {
  const intake = useIntake();
  return useSyncExternalStore(intake.subscribe, intake.snapshot);
}
