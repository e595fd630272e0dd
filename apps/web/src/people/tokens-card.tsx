import type { TokenRow } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { MakeToken } from "./make-token.tsx";

/** Keys for devices and programs. */
export function TokensCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenRow>();
  const { data, error } = useQuery({
    queryKey: ["tokens"],
    queryFn: ({ signal }) => client.listTokens({}, { signal }),
  });
  const revoke = useChange("tokens", (id: string) => client.revokeToken({ id }));
  return (
    <Card
      id="tokens"
      title={say("tokens.title")}
      about={say("tokens.about")}
      actions={
        <Button icon="plus" onClick={() => setMaking(true)}>
          {say("tokens.make")}
        </Button>
      }
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data?.tokens.length === 0 && <p className="soft">{say("tokens.none")}</p>}
      <ul className="rows">
        {data?.tokens.map((token) => (
          <TokenLine key={token.id} token={token} onRevoke={() => setRevoking(token)} />
        ))}
      </ul>
      {making && <MakeToken onClose={() => setMaking(false)} />}
      {revoking && (
        <Confirm
          title={say("tokens.revoke.title", { name: revoking.name })}
          about={say("tokens.revoke.about")}
          action={say("tokens.revoke")}
          onClose={() => setRevoking(undefined)}
          onConfirm={() => revoke.mutate(revoking.id)}
        />
      )}
    </Card>
  );
}

type TokenLineProps = { token: TokenRow; onRevoke: () => void };

function TokenLine({ token, onRevoke }: TokenLineProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { name, role, scope, madeAt, usedAt, expiresAt } = token;
  const when = [
    say("tokens.made-at", { at: time(madeAt, "date") }),
    usedAt ? say("tokens.used-at", { at: time(usedAt) }) : say("tokens.never-used"),
    ...(expiresAt ? [say("tokens.ends-at", { at: time(expiresAt, "date") })] : []),
  ];
  return (
    <li>
      <div className="grow">
        <p>{name}</p>
        <p className="small soft">
          {say(`role.${role}`)} · {say(`tokens.scope.${scope}`)}
        </p>
        <p className="small soft">{when.join(" · ")}</p>
      </div>
      <Button onClick={onRevoke}>{say("tokens.revoke")}</Button>
    </li>
  );
}
