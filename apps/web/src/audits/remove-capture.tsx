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
    await client.removeCapture({ id });
    await navigate({ to: "/audits" });
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
