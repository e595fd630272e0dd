import type { MissionRow } from "@homepoint/api";
import type { PolicyDescription } from "@homepoint/policy";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Badge, type Tone } from "../design/note.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { PlanDialog } from "./plan-dialog.tsx";
import { PolicyDialog, type PolicyAnswer } from "./policy-dialog.tsx";
import { useMayRelax } from "./use-mode.ts";

const longestList = 20;

/** Planned spans that make the policy stricter while they last. */
export function MissionsCard({ policy }: { policy: PolicyDescription }): ReactElement {
  const say = useSay();
  const client = useClient();
  const role = useStatus().data?.signedIn?.role;
  const [isPlanning, setPlanning] = useState(false);
  const [ending, setEnding] = useState<MissionRow>();
  const { data } = useQuery({
    queryKey: ["mode", "missions"],
    queryFn: ({ signal }) => client.listMissions({}, { signal }),
    refetchInterval: 15_000,
  });
  const missions = (data?.missions ?? []).slice(0, longestList);
  const mayRelax = useMayRelax() && policy.lock !== "sealed";
  const plan = role !== undefined && role !== "auditor" && (
    <Button icon="plus" onClick={() => setPlanning(true)}>
      {say("missions.plan")}
    </Button>
  );
  return (
    <Card title={say("missions.title")} about={say("missions.about")} actions={plan}>
      {data && missions.length === 0 && <p className="soft">{say("missions.none")}</p>}
      <ul className="rows">
        {missions.map((mission) => (
          <MissionLine
            key={mission.id}
            mission={mission}
            onEnd={mayRelax ? () => setEnding(mission) : undefined}
          />
        ))}
      </ul>
      {isPlanning && <PlanDialog onClose={() => setPlanning(false)} />}
      {ending && (
        <EndDialog mission={ending} policy={policy} onClose={() => setEnding(undefined)} />
      )}
    </Card>
  );
}

const tones: Readonly<Record<MissionRow["state"], Tone>> = {
  planned: "plain",
  "in-force": "good",
  waiting: "warn",
  ended: "plain",
};

type LineProps = { mission: MissionRow; onEnd: (() => void) | undefined };

function MissionLine({ mission, onEnd }: LineProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { name, from, until, endedAt, sensitivity, asks, state, by } = mission;
  const services = asks?.services.map((service) => say(`service.${service}`)).join(", ");
  return (
    <li>
      <div className="grow">
        <p className="break">{name}</p>
        <p className="small soft">
          {say("missions.span", { from: time(from), until: time(endedAt ?? until), by })}
        </p>
        <p className="small soft">
          {say(`sensitivity.${sensitivity}`)}:{" "}
          {asks
            ? say("missions.asks", {
                mode: say(`mode.${asks.mode}.short`),
                services: services || "none",
              })
            : say("missions.asks.nothing")}
        </p>
      </div>
      <Badge tone={tones[state]}>{say(`missions.${state}`)}</Badge>
      {onEnd && state !== "ended" && (
        <Button look="quiet" onClick={onEnd}>
          {say("missions.end")}
        </Button>
      )}
    </li>
  );
}

type EndDialogProps = { mission: MissionRow; policy: PolicyDescription; onClose: () => void };

function EndDialog({ mission, policy, onClose }: EndDialogProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (answer: PolicyAnswer) => client.endMission({ id: mission.id, ...answer }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ["mode"] });
    },
    onError: (error) => showToast({ text: problemWords(say, error) }),
  });
  return (
    <PolicyDialog
      title={say("missions.end.title", { name: mission.name })}
      about={say("missions.end.about")}
      action={say("missions.end").replace("…", "")}
      asks={{ why: true, password: policy.lock === "password" && mission.asks !== null }}
      busy={end.isPending}
      onGo={end.mutate}
      onClose={onClose}
    />
  );
}
