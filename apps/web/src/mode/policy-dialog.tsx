import { useState, type ReactElement, type ReactNode } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";

export type PolicyAnswer = { readonly why: string; readonly password?: string };

type PolicyDialogProps = {
  title: string;
  about: string;
  /** What the button that goes on says. */
  action: string;
  look?: "main" | "danger";
  /** Whether a reason for the record is asked for, and the password of the policy. */
  asks: { readonly why?: boolean; readonly password: boolean };
  isReady?: boolean;
  busy: boolean;
  onGo: (answer: PolicyAnswer) => void;
  onClose: () => void;
  children?: ReactNode;
};

/** Asks once more before the policy is changed; with its password where its lock needs it. */
export function PolicyDialog(props: PolicyDialogProps): ReactElement {
  const { title, about, action, look = "danger", asks, busy, onGo, onClose, children } = props;
  const say = useSay();
  const [why, setWhy] = useState("");
  const [password, setPassword] = useState("");
  const isReady = (props.isReady ?? true) && (!asks.password || password !== "");
  return (
    <Dialog open onClose={onClose} title={title} about={about}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onGo({ why, ...(asks.password ? { password } : {}) });
        }}
      >
        {children}
        {asks.why && (
          <Field
            label={say("mode.allow.why")}
            value={why}
            maxLength={2000}
            onChange={({ target }) => setWhy(target.value)}
          />
        )}
        {asks.password && (
          <Field
            label={say("mode.password")}
            type="password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look={look} type="submit" busy={busy} disabled={!isReady}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
