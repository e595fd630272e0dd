import { openReport } from "@homepoint/inspect";
import { useCallback, type ReactElement } from "react";
import { Note } from "../design/note.tsx";
import { Page } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { DropArea } from "../intake/drop-area.tsx";
import { useFileDrop } from "../log-keys/use-file-drop.ts";
import { useSay } from "../words/use-say.ts";
import { CaptureCard } from "./capture-card.tsx";
import { CapturesCard } from "./captures-card.tsx";
import { ReportsCard } from "./reports-card.tsx";
import { useCapture } from "./use-capture.ts";
import "./audits.css";

/** Reports are carried as at most this many bytes; captures are much larger, and never sent. */
const largestReport = 128 << 20;

/** Reports that are kept, and captures that are looked at here, in this browser. */
export function AuditsPage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [capture, look, close] = useCapture();
  const keep = useChange("reports", (bytes: Blob) => client.keepReport({ bytes }));
  const { mutate } = keep;
  const take = useCallback(
    async (files: readonly File[]): Promise<void> => {
      for (const file of files) {
        const isSmall = file.size < largestReport;
        const bytes = isSmall ? new Uint8Array(await file.arrayBuffer()) : undefined;
        if (bytes && (await openReport(bytes))) {
          mutate(file, { onSuccess: () => showToast({ text: say("audits.kept") }) });
        } else look(file);
      }
    },
    [look, mutate, say],
  );
  const isOver = useFileDrop((files) => void take(files));
  return (
    <Page
      title={say("audits.title")}
      about={say("audits.about")}
      actions={
        <a className="button button-plain" href="/verifier.html" download="verifier.html">
          <Icon name="download" size={18} />
          {say("audits.verifier")}
        </a>
      }
    >
      {isOver && <Note tone="accent">{say("audits.drop.here")}</Note>}
      <DropArea
        size="compact"
        about={say("audits.drop")}
        onFiles={(found) => void Promise.all(found.map(({ file }) => file)).then(take)}
      />
      <CaptureCard state={capture} onClose={close} />
      <CapturesCard />
      <ReportsCard />
    </Page>
  );
}
