import type { ReactElement } from "react";
import { useSay } from "../words/use-say.ts";
import { Button } from "./button.tsx";
import { Dialog, DialogActions } from "./dialog.tsx";

type ConfirmProps = {
  title: string;
  about: string;
  /** What the button that goes on says. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once more before something is destroyed. */
export function Confirm({ title, about, action, onConfirm, onClose }: ConfirmProps): ReactElement {
  const say = useSay();
  return (
    <Dialog open onClose={onClose} title={title} about={about}>
      <DialogActions>
        <Button onClick={onClose}>{say("action.cancel")}</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
