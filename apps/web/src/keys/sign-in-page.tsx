import type { Status } from "@homepoint/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { useClient } from "../hub/client.tsx";
import { useSay } from "../words/use-say.ts";
import { PassphraseField } from "./passphrase-field.tsx";
import { KeysFrame } from "./keys-frame.tsx";

/** The passphrase opens a locked vault, and signs in where it is open. */
export function SignInPage({ status }: { status: Status }): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState("");
  const kind = status.state === "locked" ? "locked" : "open";
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.unlock({ passphrase }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["status"] }),
  });
  return (
    <KeysFrame title={say(`sign-in.title.${kind}`)} about={say(`sign-in.about.${kind}`)}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        {status.waitingInInbox > 0 && (
          <p className="soft">{say("locked.waiting", { count: status.waitingInInbox })}</p>
        )}
        <PassphraseField isOnlyQuestion value={passphrase} error={error} onChange={setPassphrase} />
        <Button look="main" type="submit" busy={isPending} disabled={passphrase === ""}>
          {say(kind === "locked" ? "sign-in.unlock" : "sign-in.do")}
        </Button>
        <Link to="/recover" className="small">
          {say("sign-in.forgotten")}
        </Link>
      </form>
    </KeysFrame>
  );
}
