import { isLaxerMode, restingModes, type PolicyDescription } from "@homepoint/policy";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { Note } from "../design/note.tsx";
import { Segments } from "../design/segments.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { ClockNote } from "./clock-note.tsx";
import { LockDialog } from "./lock-dialog.tsx";
import type { Relaxing } from "./relax-dialog.tsx";
import { ServiceStrip } from "./service-strip.tsx";
import { useChangeMode, useMayRelax } from "./use-mode.ts";

type ModeCardProps = {
  policy: PolicyDescription;
  found: string;
  onRelax: (asked: Relaxing) => void;
};

/** The mode in force, its lock, and the way to others. */
export function ModeCard({ policy, found, onRelax }: ModeCardProps): ReactElement {
  const say = useSay();
  const mayRelax = useMayRelax();
  const { mutate } = useChangeMode();
  const { mode, modeInForce } = policy;
  return (
    <Card className="mode-now">
      <div className="mode-name">
        <span className="mode-sign">
          <Icon name="lock" size={28} />
        </span>
        <div>
          <p className="small soft">{say("mode.in-force")}</p>
          <h2>{say(`mode.${modeInForce}.name`)}</h2>
          <p>{say(`mode.${modeInForce}.about`)}</p>
        </div>
      </div>
      <StricterNote policy={policy} />
      {found !== "read" && found !== "new" && (
        <Note tone="bad">{say("mode.found", { found })}</Note>
      )}
      <Segments
        label={say("mode.choose")}
        value={mode}
        choices={restingModes.map((value) => ({
          value,
          label: say(`mode.${value}.short`),
          isOff: policy.lock === "sealed" && isLaxerMode(value, mode),
        }))}
        onChoose={(chosen) => {
          if (chosen === mode) return;
          if (isLaxerMode(chosen, mode)) onRelax({ kind: "set-mode", mode: chosen });
          else mutate({ wish: { kind: "set-mode", mode: chosen } });
        }}
      />
      <ServiceStrip policy={policy} />
      {!mayRelax && <p className="small soft">{say("mode.not-for-role")}</p>}
      <LockRow policy={policy} onRelax={onRelax} />
      <ClockNote />
      <StandardRow policy={policy} onRelax={onRelax} />
    </Card>
  );
}

/** Why it is stricter than the mode below says. */
function StricterNote({ policy }: Pick<ModeCardProps, "policy">): ReactElement | null {
  const say = useSay();
  const time = useOwnTimes();
  const lasting = policy.missions.filter(({ state }) => state === "in-force");
  const until = lasting
    .map((mission) => mission.until)
    .toSorted()
    .at(-1);
  if (until === undefined) return null;
  const mode = say(`mode.${policy.mode}.short`);
  return (
    <Note tone="accent">
      {say("mode.stricter", { mode, count: lasting.length, until: time(until) })}
    </Note>
  );
}

type RowProps = Pick<ModeCardProps, "policy" | "onRelax">;

function LockRow({ policy, onRelax }: RowProps): ReactElement {
  const say = useSay();
  const mayRelax = useMayRelax();
  const [isChoosing, setChoosing] = useState(false);
  const { lock } = policy;
  return (
    <div className="mode-lock">
      <div className="grow">
        <p className="small soft">{say("mode.lock")}</p>
        <p className="mode-lock-name">
          {lock !== "open" && <Icon name="lock" size={18} />}
          {say(`mode.lock.${lock}`)}
        </p>
      </div>
      {mayRelax && lock !== "sealed" && (
        <Button look="quiet" icon="lock" onClick={() => setChoosing(true)}>
          {say(lock === "open" ? "mode.lock.set" : "mode.lock.replace")}
        </Button>
      )}
      {mayRelax && lock === "password" && (
        <Button look="quiet" onClick={() => onRelax({ kind: "unlock" })}>
          {say("mode.lock.off")}
        </Button>
      )}
      {isChoosing && <LockDialog policy={policy} onClose={() => setChoosing(false)} />}
    </div>
  );
}

function StandardRow({ policy, onRelax }: RowProps): ReactElement | null {
  const say = useSay();
  const time = useOwnTimes();
  const mayRelax = useMayRelax();
  const { mutate, isPending } = useChangeMode();
  const { standard, lock } = policy;
  if (standard?.state === "in-force")
    return (
      <Note tone="warn" title={say("mode.standard.name")}>
        <p>{say("mode.standard.about", { until: time(standard.span.until) })}</p>
        <p>{standard.clients.join(", ")}</p>
        <Button busy={isPending} onClick={() => mutate({ wish: { kind: "end-standard" } })}>
          {say("mode.standard.end")}
        </Button>
      </Note>
    );
  if (!mayRelax || lock === "sealed") return null;
  return (
    <div>
      <Button look="quiet" onClick={() => onRelax({ kind: "begin-standard" })}>
        {say("mode.standard.begin")}
      </Button>
    </div>
  );
}
