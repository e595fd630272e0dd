import { tokenScopes, type TokenRow } from "@homepoint/api";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field, Select } from "../design/field.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

type Wanted = {
  readonly name: string;
  readonly role: TokenRow["role"];
  readonly scope: TokenRow["scope"];
  readonly day: string;
};

const roles = [
  "device",
  "auditor",
  "pilot",
  "manager",
  "owner",
] as const satisfies readonly TokenRow["role"][];

/** Makes a token and shows it, once. */
export function MakeToken({ onClose }: { onClose: () => void }): ReactElement {
  const say = useSay();
  const client = useClient();
  const [wanted, setWanted] = useState<Wanted>({
    name: "",
    role: "device",
    scope: "inbox",
    day: "",
  });
  const { mutate, data, isPending } = useChange("tokens", ({ name, role, scope, day }: Wanted) =>
    client.makeToken({
      name: name.trim(),
      role,
      scope,
      expiresAt: day === "" ? null : `${day}T23:59:59Z`,
    }),
  );
  if (data)
    return (
      <Dialog
        open
        onClose={onClose}
        title={say("tokens.made.title")}
        about={say("tokens.made.about")}
      >
        <code className="token-shown">{data.token}</code>
        <DialogActions>
          <CopyButton text={data.token} />
          <Button look="main" onClick={onClose}>
            {say("tokens.made.done")}
          </Button>
        </DialogActions>
      </Dialog>
    );
  return (
    <Dialog open onClose={onClose} title={say("tokens.make")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(wanted);
        }}
      >
        <Field
          label={say("tokens.name")}
          hint={say("tokens.name.hint")}
          maxLength={200}
          value={wanted.name}
          onChange={({ target }) => setWanted({ ...wanted, name: target.value })}
        />
        <Select
          label={say("tokens.scope")}
          value={wanted.scope}
          choices={tokenScopes.map((value) => ({ value, label: say(`tokens.scope.${value}`) }))}
          onChoose={(scope) => setWanted({ ...wanted, scope })}
        />
        <Select
          label={say("tokens.role")}
          value={wanted.role}
          choices={roles.map((value) => ({ value, label: say(`role.${value}`) }))}
          onChoose={(role) => setWanted({ ...wanted, role })}
        />
        <Field
          label={say("tokens.expires")}
          hint={say("tokens.expires.hint")}
          type="date"
          value={wanted.day}
          onChange={({ target }) => setWanted({ ...wanted, day: target.value })}
        />
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={isPending} disabled={wanted.name.trim() === ""}>
            {say("tokens.make")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
