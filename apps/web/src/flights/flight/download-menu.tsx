import { exportFormats, routes } from "@homepoint/api";
import { pathOf } from "@homepoint/sdk";
import type { ReactElement } from "react";
import { Icon } from "../../design/icon.tsx";
import { Menu } from "../../design/menu.tsx";
import { saveLink } from "../../design/save-file.ts";
import { useSay } from "../../words/use-say.ts";

/** Parameters are handed over where they are shown. */
const offered = exportFormats.filter((format) => format !== "parameters");

/** The flight as a file; the hub puts each on record and names it. */
export function DownloadMenu({ id }: { id: string }): ReactElement {
  const say = useSay();
  return (
    <Menu
      about={say("flight.download.recorded")}
      trigger={
        <button type="button" className="button button-plain">
          <Icon name="download" size={18} />
          {say("flight.download")}
        </button>
      }
      choices={offered.map((format) => ({
        label: say(`flight.download.${format}`),
        about: say(`flight.download.${format}.about`),
        onChoose: () => saveLink("", pathOf(routes.exportFlight, { id, format })),
      }))}
    />
  );
}
