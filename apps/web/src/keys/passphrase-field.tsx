import type { ReactElement } from "react";
import { Field } from "../design/field.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

type PassphraseFieldProps = {
  readonly value: string;
  /** Why the last try was refused. */
  readonly error: Error | null;
  readonly onChange: (value: string) => void;
  /** The one question of its page has the focus at once. */
  readonly isOnlyQuestion?: true;
};

/** Asks for the passphrase that there is. */
export function PassphraseField(props: PassphraseFieldProps): ReactElement {
  const { value, error, onChange, isOnlyQuestion } = props;
  const say = useSay();
  return (
    <Field
      label={say("passphrase.label")}
      type="password"
      autoComplete="current-password"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one question
      autoFocus={isOnlyQuestion}
      value={value}
      wrong={error ? problemWords(say, error) : undefined}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
