import { useEffect, useSyncExternalStore, type ReactElement } from "react";
import { useSay } from "../words/use-say.ts";
import { Button, IconButton } from "./button.tsx";

export type Toast = {
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
};

type Shown = Toast & { readonly number: number };

const secondsShown = 8;
const listeners = new Set<() => void>();
let shown: readonly Shown[] = [];
let last = 0;

function change(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says what just happened at the edge of the page, with a way back where there is one. */
export function showToast(toast: Toast): void {
  last += 1;
  change([...shown.slice(-2), { ...toast, number: last }]);
}

function dismiss(number: number): void {
  change(shown.filter((toast) => toast.number !== number));
}

export function Toasts(): ReactElement {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <output className="toasts" aria-live="polite">
      {toasts.map((toast) => (
        <OneToast key={toast.number} toast={toast} />
      ))}
    </output>
  );
}

function OneToast({ toast }: { toast: Shown }): ReactElement {
  const say = useSay();
  const { number, text, action } = toast;
  useEffect(() => {
    const timer = setTimeout(() => dismiss(number), secondsShown * 1000);
    return () => clearTimeout(timer);
  }, [number]);
  return (
    <div className="toast">
      <span>{text}</span>
      {action && (
        <Button
          look="quiet"
          onClick={() => {
            dismiss(number);
            action.onPress();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label={say("action.close")} onClick={() => dismiss(number)} />
    </div>
  );
}
