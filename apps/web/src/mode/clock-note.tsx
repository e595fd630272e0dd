import type { ClockAnswer } from "@homepoint/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Note } from "../design/note.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { PolicyDialog, type PolicyAnswer } from "./policy-dialog.tsx";
import { useMayRelax } from "./use-mode.ts";

/** What is wrong with the clock, and the way back; nothing where it is believed. */
export function ClockNote(): ReactElement | null {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const mayConfirm = useMayRelax();
  const [isAsking, setAsking] = useState(false);
  const { data: clock } = useQuery({
    queryKey: ["mode", "clock"],
    queryFn: ({ signal }) => client.getClock({}, { signal }),
    refetchInterval: 15_000,
  });
  if (!clock || (!clock.isBehind && !clock.hasJumped)) return null;
  const values = { at: time(clock.at), latest: time(clock.latestFactAt ?? clock.at) };
  return (
    <Note tone="warn" title={say(clock.isBehind ? "clock.behind" : "clock.jumped")}>
      <p>{say(clock.isBehind ? "clock.behind.about" : "clock.jumped.about", values)}</p>
      {clock.needs === "signatures" ? (
        <SignedWay clock={clock} />
      ) : (
        mayConfirm && <Button onClick={() => setAsking(true)}>{say("clock.confirm")}</Button>
      )}
      {isAsking && <ConfirmDialog clock={clock} onClose={() => setAsking(false)} />}
    </Note>
  );
}

function SignedWay({ clock }: { clock: ClockAnswer }): ReactElement {
  const say = useSay();
  const { signers, threshold } = clock;
  return (
    <>
      <p>{say("clock.signed", { threshold, signers: signers.join(", ") })}</p>
      <pre>
        {[
          "homepoint clock ask time.txt",
          "homepoint clock sign time.txt --key NAME.key",
          "homepoint clock confirm time.txt",
        ].join("\n")}
      </pre>
    </>
  );
}

type ConfirmProps = { clock: ClockAnswer; onClose: () => void };

function ConfirmDialog({ clock, onClose }: ConfirmProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ password }: PolicyAnswer) =>
      client.confirmClock(password === undefined ? {} : { password }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ["mode"] });
    },
    onError: (error) => showToast({ text: problemWords(say, error) }),
  });
  return (
    <PolicyDialog
      title={say("clock.confirm.title", { at: time(clock.at) })}
      about={say("clock.confirm.about")}
      action={say("clock.confirm.go")}
      asks={{ password: clock.needs === "password" }}
      busy={isPending}
      onGo={mutate}
      onClose={onClose}
    />
  );
}
