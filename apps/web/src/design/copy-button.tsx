import { useState, type ReactElement } from "react";
import { useSay } from "../words/use-say.ts";
import { Button } from "./button.tsx";

/** Puts a text on the clipboard and says that it did. */
export function CopyButton({ text, label }: { text: string; label?: string }): ReactElement {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      icon={copied ? "check" : "copy"}
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => {
          setCopied(true);
          setTimeout(() => setCopied(false), 2000);
        });
      }}
    >
      {copied ? say("action.copied") : (label ?? say("action.copy"))}
    </Button>
  );
}
