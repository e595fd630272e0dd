import type { DeviceRow } from "@homepoint/api";
import { deviceKinds, waysOf, wayStates, type DeviceKind, type WayState } from "@homepoint/policy";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button, IconButton } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field, Select } from "../design/field.tsx";
import { Badge } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useStatus } from "../hub/use-status.ts";
import { useSay } from "../words/use-say.ts";

type Edited = Pick<DeviceRow, "name" | "kind" | "ways" | "serials" | "client"> & {
  readonly id?: string;
};

const blank: Edited = { name: "", kind: "android", ways: {}, serials: [], client: null };

/** The register of each device's ways out: what nothing covers is said. */
export function DevicesCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const role = useStatus().data?.signedIn?.role;
  const mayChange = role === "owner" || role === "manager";
  const [edited, setEdited] = useState<Edited>();
  const { data } = useQuery({
    queryKey: ["devices"],
    queryFn: ({ signal }) => client.listDevices({}, { signal }),
  });
  const { mutate: remove } = useChange("devices", (id: string) => client.removeDevice({ id }));
  const devices = data?.devices ?? [];
  const add = mayChange && (
    <Button icon="plus" className="no-print" onClick={() => setEdited(blank)}>
      {say("devices.add")}
    </Button>
  );
  return (
    <Card title={say("devices.title")} about={say("devices.about")} actions={add}>
      {data && devices.length === 0 && <p className="soft">{say("devices.none")}</p>}
      <ul className="rows device-ways">
        {devices.map((device) => (
          <li key={device.id}>
            <div className="grow">
              <p>{device.name}</p>
              <p className="small soft break">
                {[say(`device.${device.kind}`), ...device.serials].join(" · ")}
              </p>
              <CoverBadge uncovered={device.uncovered} />
            </div>
            {mayChange && (
              <>
                <Button look="quiet" onClick={() => setEdited(device)}>
                  {say("devices.edit")}
                </Button>
                <IconButton
                  icon="trash"
                  label={say("action.remove")}
                  onClick={() => remove(device.id)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {edited && <DeviceDialog device={edited} onClose={() => setEdited(undefined)} />}
    </Card>
  );
}

function CoverBadge({ uncovered }: Pick<DeviceRow, "uncovered">): ReactElement {
  const say = useSay();
  if (uncovered.length === 0) return <Badge tone="good">{say("devices.covered")}</Badge>;
  const ways = uncovered.map((way) => say(`way.${way}`)).join(", ");
  return <Badge tone="warn">{say("devices.uncovered", { ways })}</Badge>;
}

type DeviceDialogProps = { device: Edited; onClose: () => void };

function DeviceDialog({ device, onClose }: DeviceDialogProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const [name, setName] = useState(device.name);
  const [kind, setKind] = useState<DeviceKind>(device.kind);
  const [ways, setWays] = useState(device.ways);
  const [serials, setSerials] = useState(device.serials.join(", "));
  const [atGateway, setAtGateway] = useState(device.client ?? "");
  const { id } = device;
  const { mutate, isPending } = useChange("devices", () => {
    const given = {
      name,
      kind,
      ways,
      serials: serials
        .split(",")
        .map((serial) => serial.trim())
        .filter(Boolean),
      client: atGateway.trim() || null,
    };
    return id === undefined ? client.addDevice(given) : client.changeDevice({ id, ...given });
  });
  const states = wayStates.map((value) => ({ value, label: say(`way-state.${value}`) }));
  return (
    <Dialog open onClose={onClose} title={say("devices.title")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Field
          label={say("devices.name")}
          value={name}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
        />
        <Select
          label={say("devices.kind")}
          value={kind}
          choices={deviceKinds.map((value) => ({ value, label: say(`device.${value}`) }))}
          onChoose={setKind}
        />
        <Field
          label={say("devices.serials")}
          hint={say("devices.serials.hint")}
          value={serials}
          maxLength={2000}
          onChange={({ target }) => setSerials(target.value)}
        />
        <Field
          label={say("devices.client")}
          hint={say("devices.client.hint")}
          value={atGateway}
          maxLength={200}
          onChange={({ target }) => setAtGateway(target.value)}
        />
        {waysOf[kind].map((way) => (
          <Select<WayState>
            key={way}
            label={say(`way.${way}`)}
            value={ways[way] ?? "unknown"}
            choices={states}
            onChoose={(state) => setWays({ ...ways, [way]: state })}
          />
        ))}
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={isPending} disabled={name.trim() === ""}>
            {say("action.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
