import type { CaptureRow } from "@homepoint/api";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Confirm } from "../design/confirm.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

type RemoveProps = { capture: CaptureRow; onClose: () => void };

/** Asks once more; then what was kept of a capture is shredded. */
export function RemoveCapture({ capture, onClose }: RemoveProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const navigate = useNavigate();
  const { id, name } = capture;
  const { mutate } = useChange("captures", async () => {
    // Away first: what a capture's own page shows is about to be gone, and it would ask for it again.
    await navigate({ to: "/audits" });
    await client.removeCapture({ id });
  });
  return (
    <Confirm
      title={say("captures.shred.title", { name })}
      about={say("captures.shred.about")}
      action={say("captures.shred")}
      onClose={onClose}
      onConfirm={() => mutate(undefined)}
    />
  );
}
