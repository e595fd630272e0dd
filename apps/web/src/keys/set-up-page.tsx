import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Navigate, useNavigate } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Field } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useIntake } from "../intake/use-intake.tsx";
import { useLook } from "../look/use-look.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { ConfirmWords } from "./confirm-words.tsx";
import { KeysFrame } from "./keys-frame.tsx";
import { isGood, NewPassphraseFields, noPassphrase } from "./new-passphrase.tsx";
import { WordsSheet } from "./words-sheet.tsx";

type Step =
  | { readonly kind: "passphrase" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "confirm" };

const steps = 3;

/** From looking to keeping: passphrase, recovery words, confirmed; then what was dropped is taken in. */
export function SetUpPage(): ReactElement {
  const say = useSay();
  const intake = useIntake();
  const look = useLook();
  const navigate = useNavigate();
  const { data: status } = useStatus();
  const [step, setStep] = useState<Step>({ kind: "passphrase" });
  const finish = (): void => {
    const files = look.files();
    look.forget();
    if (files.length > 0) void intake.add(files);
    void navigate({ to: files.length > 0 ? "/take-in" : "/flights" });
  };
  if (step.kind === "passphrase") {
    if (status && status.state !== "new") return <Navigate to="/flights" replace />;
    return <ChoosePassphrase onMade={(words) => setStep({ kind: "words", words })} />;
  }
  if (step.kind === "words")
    return (
      <KeysFrame
        title={say("words.title")}
        about={say("words.about")}
        step={say("setup.step", { step: 2, steps })}
      >
        <WordsSheet words={step.words} />
        <Button look="main" onClick={() => setStep({ kind: "confirm" })}>
          {say("words.written")}
        </Button>
      </KeysFrame>
    );
  return (
    <KeysFrame
      title={say("words.confirm.title")}
      about={say("words.confirm.about")}
      step={say("setup.step", { step: 3, steps })}
    >
      <ConfirmWords onDone={finish} onLater={finish} />
      <p className="small soft">{say("words.confirm.later.about")}</p>
    </KeysFrame>
  );
}

function ChoosePassphrase({
  onMade,
}: {
  onMade: (words: readonly string[]) => void;
}): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      client.setUp({
        passphrase: passphrase.passphrase,
        ownerName: name.trim() || say("setup.name.default"),
      }),
    onSuccess: ({ recoveryWords }) => {
      onMade(recoveryWords);
      void queries.invalidateQueries({ queryKey: ["status"] });
    },
    gcTime: 0,
  });
  return (
    <KeysFrame
      title={say("passphrase.title")}
      about={say("setup.about")}
      step={say("setup.step", { step: 1, steps })}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Field
          label={say("setup.name")}
          hint={say("setup.name.hint")}
          placeholder={say("setup.name.default")}
          autoComplete="name"
          maxLength={200}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <NewPassphraseFields
          label={say("passphrase.label")}
          value={passphrase}
          onChange={setPassphrase}
        />
        {error && <Note tone="bad">{problemWords(say, error)}</Note>}
        <div className="row">
          <Button look="main" type="submit" busy={isPending} disabled={!isGood(passphrase)}>
            {say(isPending ? "setup.making" : "setup.make")}
          </Button>
          <Button look="quiet" onClick={() => void navigate({ to: "/look" })}>
            {say("action.back")}
          </Button>
        </div>
      </form>
    </KeysFrame>
  );
}
