import type { PolicyDescription } from "@homepoint/policy";
import { useState, type ReactElement } from "react";
import { Field } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";
import { PolicyDialog } from "./policy-dialog.tsx";
import { useChangeMode } from "./use-mode.ts";

const shortest = 8;

type LockDialogProps = { policy: PolicyDescription; onClose: () => void };

/** Chooses the password that relaxing needs from then on. */
export function LockDialog({ policy, onClose }: LockDialogProps): ReactElement {
  const say = useSay();
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const { mutate, isPending } = useChangeMode();
  const isLocked = policy.lock === "password";
  const differ = again !== "" && !chosen.startsWith(again);
  const wish = { kind: "lock" as const, password: chosen };
  return (
    <PolicyDialog
      title={say(isLocked ? "mode.lock.replace" : "mode.lock.set").replace("…", "")}
      about={say("mode.lock.set.about")}
      action={say("mode.lock.set").replace("…", "")}
      look="main"
      asks={{ password: isLocked }}
      isReady={chosen.length >= shortest && chosen === again}
      busy={isPending}
      onGo={(answer) => mutate({ wish, ...answer }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field
        label={say("mode.password.new")}
        hint={say("mode.password.short")}
        type="password"
        autoComplete="new-password"
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
      />
      <Field
        label={say("passphrase.again")}
        type="password"
        autoComplete="new-password"
        value={again}
        wrong={differ ? say("passphrase.differ") : undefined}
        onChange={({ target }) => setAgain(target.value)}
      />
    </PolicyDialog>
  );
}
