import { useSyncExternalStore, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { isWordId, type Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";

export type CutWhen = "now" | "after-landing";

type Question = {
  /** What would be cut, as the hub says it. */
  readonly links: string;
  readonly onAnswer: (when: CutWhen) => void;
};

const listeners = new Set<() => void>();
let asked: Question | undefined;

function change(next: Question | undefined): void {
  asked = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The hub names services by their codes, as `rtk for tablet, lte for rc`. */
function linkWords(links: string, say: Say): string {
  return links
    .split(", ")
    .map((link) => {
      const [service = "", ...subject] = link.split(" for ");
      const id = `service.${service}`;
      return isWordId(id)
        ? say("mode.cut.link", { service: say(id), subject: subject.join(" for ") })
        : link;
    })
    .join(", ");
}

/** Asks whether a link of an aircraft is cut now, or after landing. Closing it cuts nothing. */
export function askWhenToCut(question: Question): void {
  change(question);
}

export function CutDialog(): ReactElement | null {
  const say = useSay();
  const question = useSyncExternalStore(subscribe, () => asked);
  if (!question) return null;
  const answer = (when: CutWhen) => {
    change(undefined);
    question.onAnswer(when);
  };
  return (
    <Dialog
      open
      onClose={() => change(undefined)}
      title={say("mode.cut.title")}
      about={say("mode.cut.about", { links: linkWords(question.links, say) })}
    >
      <DialogActions>
        <Button onClick={() => change(undefined)}>{say("action.cancel")}</Button>
        <Button look="danger" onClick={() => answer("now")}>
          {say("mode.cut.now")}
        </Button>
        <Button look="main" onClick={() => answer("after-landing")}>
          {say("mode.cut.after")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
