import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";

/** Makes an invitation and shows it, once, as the command that takes it. */
export function InviteGateway({ onClose }: { onClose: () => void }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const [name, setName] = useState("");
  const { mutate, data, isPending } = useChange("gateways", (wanted: string) =>
    client.inviteGateway({ name: wanted }),
  );
  if (data) {
    const command = `homepoint gateway join ${window.location.host} --code ${data.invitation}`;
    return (
      <Dialog
        open
        onClose={onClose}
        title={say("gateways.invited.title")}
        about={say("gateways.invited.about", { until: time(data.expiresAt) })}
      >
        <code className="token-shown invitation">{command}</code>
        <DialogActions>
          <CopyButton text={command} />
          <Button look="main" onClick={onClose}>
            {say("gateways.invited.done")}
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title={say("gateways.invite")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(name.trim());
        }}
      >
        <Field
          label={say("gateways.name")}
          hint={say("gateways.name.hint")}
          maxLength={100}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <DialogActions>
          <Button look="main" type="submit" busy={isPending} disabled={name.trim() === ""}>
            {say("gateways.invite.do")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
