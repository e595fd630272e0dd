import { bytesText, judgeFlows, type CaptureSeen } from "@homepoint/inspect";
import type { Policy } from "@homepoint/policy";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Field } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { Progress } from "../design/progress.tsx";
import { useClient } from "../hub/client.tsx";
import { useMayRelax } from "../mode/use-mode.ts";
import { isWordId } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { FlowsView } from "./flows-view.tsx";
import { KeepCaptureDialog } from "./keep-capture.tsx";
import type { CaptureState } from "./use-capture.ts";

type CaptureCardProps = { state: CaptureState; onClose: () => void };

/** What a capture that was dropped here shows; it is kept only where somebody asks for it. */
export function CaptureCard({ state, onClose }: CaptureCardProps): ReactElement | null {
  const say = useSay();
  if (state.kind === "none") return null;
  if (state.kind === "reading") {
    const told = say("audits.capture.reading", { read: bytesText(state.bytes) });
    return (
      <Card title={state.name}>
        <Progress done={state.bytes / Math.max(1, state.size)} label={told} />
        <p className="soft">{told}</p>
      </Card>
    );
  }
  if (state.kind === "failed") {
    const id = `problem.${state.because}`;
    return (
      <Note tone="bad" title={state.name}>
        {say(isWordId(id) ? id : "audits.capture.unreadable")}
      </Note>
    );
  }
  return <Judged key={state.sha256} {...state} onClose={onClose} />;
}

type Capture = Extract<CaptureState, { kind: "seen" }>;

function Judged({ name, sha256, seen, onClose }: Capture & { onClose: () => void }): ReactElement {
  const say = useSay();
  const mayKeep = useMayRelax();
  const [device, setDevice] = useState("");
  const [isKeeping, setKeeping] = useState(false);
  const policy = usePolicy();
  const devices = useDeviceNames();
  const judged = useMemo(() => judge(seen, policy, device.trim()), [seen, policy, device]);
  const actions = (
    <>
      <Button look="quiet" icon="close" onClick={onClose}>
        {say("action.close")}
      </Button>
      {mayKeep && (
        <Button look="main" icon="plus" onClick={() => setKeeping(true)}>
          {say("captures.keep")}
        </Button>
      )}
    </>
  );
  return (
    <Card title={name} about={<CaptureTotals seen={seen} />} actions={actions}>
      <div className="capture-device">
        <Field
          label={say("captures.device")}
          hint={say("captures.device.hint")}
          value={device}
          maxLength={200}
          list="capture-devices"
          onChange={({ target }) => setDevice(target.value)}
        />
        <datalist id="capture-devices">
          {devices.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </datalist>
        <p className="small soft">
          {policy && say("captures.judged", { mode: say(`mode.${policy.mode}.name`) })}{" "}
          {say("captures.guess")}
        </p>
      </div>
      <FlowsView seen={judged} />
      {isKeeping && (
        <KeepCaptureDialog
          capture={{ name, sha256, seen, client: device.trim() || null }}
          onKept={onClose}
          onClose={() => setKeeping(false)}
        />
      )}
    </Card>
  );
}

export function CaptureTotals({ seen: { totals } }: { seen: CaptureSeen }): ReactElement {
  const { packets, flows, questions, bytesOut, unread } = totals;
  const out = bytesText(bytesOut);
  return <>{useSay()("audits.capture.totals", { packets, flows, questions, out, unread })}</>;
}

/** The policy in force here; undefined until the hub said it. */
function usePolicy(): Policy | undefined {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ["mode"],
    queryFn: ({ signal }) => client.getMode({}, { signal }),
  });
  return data?.policy as unknown as Policy | undefined; // the route's own promise
}

/** As grants and the register name them. */
function useDeviceNames(): readonly string[] {
  const client = useClient();
  const policy = usePolicy();
  const { data } = useQuery({
    queryKey: ["devices"],
    queryFn: ({ signal }) => client.listDevices({}, { signal }),
  });
  const granted = (policy?.grants ?? []).flatMap(({ subject: { kind, id } }) =>
    kind === "client" ? [id] : [],
  );
  const registered = (data?.devices ?? []).map(({ client: known, name }) => known ?? name);
  return [...new Set([...granted, ...registered])].toSorted();
}

function judge(seen: CaptureSeen, policy: Policy | undefined, device: string): CaptureSeen {
  if (!policy) return seen;
  const clientOf = ({ hardware, from }: { hardware?: string; from: string }) =>
    device || (hardware ?? from);
  return judgeFlows(seen, { policyAt: () => policy, clientOf });
}
