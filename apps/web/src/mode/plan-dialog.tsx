import { isProblem } from "@homepoint/base";
import { sensitivityLevels, type SensitivityLevel } from "@homepoint/policy";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field, Select } from "../design/field.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { askWhenToCut, type CutWhen } from "./cut-question.tsx";

type Planned = {
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly sensitivity: SensitivityLevel;
  readonly devices: string[];
  readonly when?: CutWhen;
};

/** What a field of a form shows for an instant: the browser's own time, to the minute. */
function localMinute(at: Date): string {
  const zoned = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return zoned.toISOString().slice(0, 16);
}

/** Asks what is planned, when, and how much it would matter if it were known. */
export function PlanDialog({ onClose }: { onClose: () => void }): ReactElement {
  const say = useSay();
  const [now] = useState(() => new Date());
  const [name, setName] = useState("");
  const [from, setFrom] = useState(() => localMinute(now));
  const [until, setUntil] = useState(() => localMinute(new Date(now.getTime() + 4 * 3_600_000)));
  const [sensitivity, setSensitivity] = useState<SensitivityLevel>("confidential");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const plan = usePlanning(onClose);
  const isReady = name.trim() !== "" && from < until;
  const go = () =>
    plan.mutate({
      name,
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      sensitivity,
      devices: [...chosen],
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("missions.plan").replace("…", "")}
      about={say("missions.plan.about")}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) go();
        }}
      >
        <Field
          label={say("missions.name")}
          value={name}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
        />
        <div className="mission-times">
          <Field
            label={say("missions.from")}
            type="datetime-local"
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
          <Field
            label={say("missions.until")}
            type="datetime-local"
            value={until}
            min={from}
            onChange={({ target }) => setUntil(target.value)}
          />
        </div>
        <Select
          label={say("missions.sensitivity")}
          value={sensitivity}
          choices={sensitivityLevels.map((value) => ({
            value,
            label: say(`sensitivity.${value}`),
          }))}
          onChoose={setSensitivity}
        />
        <p className="small soft">{say(`missions.level.${sensitivity}`)}</p>
        <DeviceBoxes chosen={chosen} onChoose={setChosen} />
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={plan.isPending} disabled={!isReady}>
            {say("missions.plan").replace("…", "")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function usePlanning(onPlanned: () => void) {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const plan = useMutation({
    mutationFn: (mission: Planned) => client.planMission(mission),
    onSuccess: () => {
      onPlanned();
      return queries.invalidateQueries({ queryKey: ["mode"] });
    },
    onError: (error, mission) => {
      if (isProblem(error, "hub/cuts-link"))
        askWhenToCut({
          links: String(error.values["links"] ?? ""),
          onAnswer: (when) => plan.mutate({ ...mission, when }),
        });
      else showToast({ text: problemWords(say, error) });
    },
  });
  return plan;
}

type BoxesProps = { chosen: readonly string[]; onChoose: (chosen: readonly string[]) => void };

/** The register, to tick who takes part; nothing where it is empty. */
function DeviceBoxes({ chosen, onChoose }: BoxesProps): ReactElement | null {
  const say = useSay();
  const client = useClient();
  const { data } = useQuery({
    queryKey: ["devices"],
    queryFn: ({ signal }) => client.listDevices({}, { signal }),
  });
  if (!data || data.devices.length === 0) return null;
  return (
    <fieldset className="mission-devices">
      <legend>{say("missions.devices")}</legend>
      {data.devices.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              onChoose(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
            }
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
