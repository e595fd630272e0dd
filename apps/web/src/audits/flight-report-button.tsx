import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

/** Makes a signed report of one flight, and goes to it. */
export function FlightReportButton({ flight }: { flight: string }): ReactElement {
  const say = useSay();
  const client = useClient();
  const navigate = useNavigate();
  const make = useChange("reports", async () => {
    const { id } = await client.makeReport({ kind: "flight", flight });
    await navigate({ to: "/audits/$report", params: { report: id } });
  });
  return (
    <p>
      <Button icon="evidence" busy={make.isPending} onClick={() => make.mutate(undefined)}>
        {say("audits.flight")}
      </Button>
    </p>
  );
}
