import type { PolicyDescription, RestingMode, Service, Subject } from "@homepoint/policy";
import { useState, type ReactElement } from "react";
import { Field, Select } from "../design/field.tsx";
import { useSay } from "../words/use-say.ts";
import { afterHours, durations, type Duration } from "./durations.ts";
import { PolicyDialog, type PolicyAnswer } from "./policy-dialog.tsx";
import { useChangeMode, type AskedWish } from "./use-mode.ts";

/** What would let more pass, and is asked about first. */
export type Relaxing =
  | { readonly kind: "set-mode"; readonly mode: RestingMode }
  | { readonly kind: "grant"; readonly service: Service; readonly subject?: Subject }
  | { readonly kind: "begin-standard" }
  | { readonly kind: "unlock" };

type RelaxDialogProps = {
  asked: Relaxing;
  policy: PolicyDescription;
  /** Names of clients that were seen here. */
  clients: readonly string[];
  onClose: () => void;
};

/** Asks once more: what it lets out, for whom, for how long and why; then it goes on record. */
export function RelaxDialog({ asked, policy, clients, onClose }: RelaxDialogProps): ReactElement {
  const say = useSay();
  const [who, setWho] = useState(asked.kind === "grant" ? (asked.subject?.id ?? "") : "");
  const [duration, setDuration] = useState<Duration>("1h");
  const { mutate, isPending } = useChangeMode();
  const isTimed = asked.kind === "grant" || asked.kind === "begin-standard";
  const go = (answer: PolicyAnswer) =>
    mutate(
      { ...wishesOf(asked, { who, duration, before: policy.mode }), ...answer },
      { onSuccess: onClose },
    );
  const choices = asked.kind === "begin-standard" ? durations.slice(0, 4) : durations;
  return (
    <PolicyDialog
      title={useTitle(asked)}
      about={say("mode.allow.about")}
      action={say(asked.kind === "set-mode" ? "mode.set.go" : "mode.allow.go")}
      asks={{ why: true, password: policy.lock === "password" }}
      isReady={!isTimed || who.trim() !== ""}
      busy={isPending}
      onGo={go}
      onClose={onClose}
    >
      <WhatLeaves asked={asked} policy={policy} />
      {isTimed && (
        <>
          <Field
            label={say(asked.kind === "grant" ? "mode.allow.who" : "mode.standard.clients")}
            hint={say("mode.allow.who.hint")}
            value={who}
            disabled={asked.kind === "grant" && asked.subject !== undefined}
            list="mode-clients"
            maxLength={200}
            onChange={({ target }) => setWho(target.value)}
          />
          <datalist id="mode-clients">
            {clients.map((client) => (
              <option key={client} value={client}>
                {client}
              </option>
            ))}
          </datalist>
          <Select
            label={say("mode.allow.until")}
            value={duration}
            choices={choices.map((value) => ({ value, label: say(`mode.for.${value}`) }))}
            onChoose={setDuration}
          />
        </>
      )}
    </PolicyDialog>
  );
}

function useTitle(asked: Relaxing): string {
  const say = useSay();
  if (asked.kind === "set-mode")
    return say("mode.set.title", { mode: say(`mode.${asked.mode}.name`) });
  if (asked.kind === "grant")
    return say("mode.allow.title", { service: say(`service.${asked.service}`) });
  return say(asked.kind === "unlock" ? "mode.lock.off" : "mode.standard.begin").replace("…", "");
}

function WhatLeaves({
  asked,
  policy,
}: Pick<RelaxDialogProps, "asked" | "policy">): ReactElement | null {
  const say = useSay();
  if (asked.kind === "set-mode") return <p>{say(`mode.${asked.mode}.about`)}</p>;
  if (asked.kind === "begin-standard") return <p>{say("mode.standard.begin.about")}</p>;
  if (asked.kind === "unlock") return <p>{say("mode.lock.off.about")}</p>;
  const described = policy.services.find(({ service }) => service === asked.service);
  if (!described) return null;
  const { letsOut, owners, hosts } = described;
  return (
    <div>
      <p>
        {say("mode.allow.lets-out", {
          what: letsOut.map((each) => say(`lets-out.${each}`)).join(", "),
        })}
      </p>
      {owners.length > 0 && (
        <p className="soft">
          {say("mode.allow.owners", { owners: owners.join(", ") })}{" "}
          {say("mode.allow.hosts", { count: hosts.length })}
        </p>
      )}
    </div>
  );
}

type Given = {
  readonly who: string;
  readonly duration: Duration;
  readonly before: RestingMode;
};

function wishesOf(
  asked: Relaxing,
  { who, duration, before }: Given,
): { readonly wish: AskedWish; readonly undo?: AskedWish } {
  const until = afterHours(duration, new Date());
  switch (asked.kind) {
    case "set-mode":
      return { wish: asked, undo: { kind: "set-mode", mode: before } };
    case "grant": {
      const { service } = asked;
      const subject = asked.subject ?? { kind: "client", id: who.trim() };
      return {
        wish: { kind: "grant", service, subject, until },
        undo: { kind: "revoke", service, subject },
      };
    }
    case "begin-standard": {
      const clients = who
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean);
      const wish = { kind: "begin-standard" as const, clients, until: until ?? "" };
      return { wish, undo: { kind: "end-standard" } };
    }
    case "unlock":
      return { wish: asked };
    default:
      return asked satisfies never;
  }
}
