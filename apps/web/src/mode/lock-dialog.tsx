import type { PolicyDescription } from "@homepoint/policy";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";
import { useChangeMode } from "./use-mode.ts";

const shortest = 8;

type LockDialogProps = { policy: PolicyDescription; onClose: () => void };

/** Chooses the password that relaxing needs from then on. */
export function LockDialog({ policy, onClose }: LockDialogProps): ReactElement {
  const say = useSay();
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const [password, setPassword] = useState("");
  const { mutate, isPending } = useChangeMode();
  const isLocked = policy.lock === "password";
  const isReady = chosen.length >= shortest && chosen === again && (!isLocked || password !== "");
  const differ = again !== "" && !chosen.startsWith(again);
  return (
    <Dialog
      open
      onClose={onClose}
      title={say(isLocked ? "mode.lock.replace" : "mode.lock.set").replace("…", "")}
      about={say("mode.lock.set.about")}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const wish = { kind: "lock" as const, password: chosen };
          if (isReady) mutate({ wish, ...(isLocked ? { password } : {}) }, { onSuccess: onClose });
        }}
      >
        {isLocked && (
          <Field
            label={say("mode.password")}
            type="password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
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
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" icon="lock" busy={isPending} disabled={!isReady}>
            {say("mode.lock.set").replace("…", "")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
