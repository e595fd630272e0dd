import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { saveFile } from "../design/save-file.ts";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useSay } from "../words/use-say.ts";
import { PassphraseField } from "./passphrase-field.tsx";

/** A file that opens the vault, for starts without anyone there. */
export function KeyFileCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [passphrase, setPassphrase] = useState("");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => client.makeKeyFile({ passphrase, sameDisk: false }),
    onSuccess: ({ keyFile }) => {
      saveFile("homepoint-key.txt", keyFile);
      setPassphrase("");
      showToast({ text: say("key-file.done") });
    },
    gcTime: 0,
  });
  return (
    <Card title={say("key-file.title")} about={say("key-file.about")}>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <PassphraseField value={passphrase} error={error} onChange={setPassphrase} />
        <Button type="submit" icon="key" busy={isPending} disabled={passphrase === ""}>
          {say("key-file.make")}
        </Button>
      </form>
    </Card>
  );
}
