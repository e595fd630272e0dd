import type { Device, FlightSummary } from "@homepoint/flight";
import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { useSay } from "../../words/use-say.ts";
import type { WordId } from "../../words/words.ts";

type Part = { readonly words: WordId; readonly device: Device | undefined };

/** Aircraft, batteries, controller and camera, as the log names them. */
export function Identity({ summary }: { summary: FlightSummary }): ReactElement | null {
  const say = useSay();
  const { aircraft, batteries, controller, camera, app } = summary;
  const aircraftModel = [aircraft.maker, aircraft.model].filter(Boolean).join(" ");
  const parts: readonly Part[] = [
    {
      words: "flight.identity.aircraft",
      device: { model: aircraftModel || undefined, serial: aircraft.serial },
    },
    ...batteries.map((device): Part => ({ words: "flight.identity.battery", device })),
    { words: "flight.identity.controller", device: controller },
    { words: "flight.identity.camera", device: camera },
    {
      words: "flight.identity.app",
      device: app && { model: [app.platform, app.version].filter(Boolean).join(" ") },
    },
  ];
  const known = parts.filter(({ device }) => device?.model || device?.serial);
  if (known.length === 0) return null;
  return (
    <Card title={say("flight.identity")}>
      <dl className="facts">
        {aircraft.name && (
          <div className="facts-pair">
            <dt>{say("flight.identity.name")}</dt>
            <dd>{aircraft.name}</dd>
          </div>
        )}
        {known.map(({ words, device }) => (
          <div key={`${words} ${device?.serial}`} className="facts-pair">
            <dt>{say(words)}</dt>
            <dd>
              {device?.model}
              {device?.serial && (
                <span
                  className={device.model ? "mono soft serial" : "mono soft"}
                  title={say("flight.identity.serial")}
                >
                  {device.serial}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
