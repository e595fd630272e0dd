import type { KeysAdded } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useClient } from "../hub/client.tsx";

type Bringing = { readonly name: string; readonly sofar: KeysAdded | undefined };

/** What became of one file. */
export type Brought = { readonly name: string } & (
  | { readonly added: KeysAdded }
  | { readonly error: unknown }
);

/** Brings one file after the other; what came home before one fails stays. */
export function useBringing(): {
  readonly bringing: Bringing | undefined;
  readonly brought: readonly Brought[];
  readonly bring: (files: readonly File[]) => void;
} {
  const client = useClient();
  const queries = useQueryClient();
  const [bringing, setBringing] = useState<Bringing>();
  const [brought, setBrought] = useState<readonly Brought[]>([]);
  const bring = useCallback(
    (files: readonly File[]): void => {
      const bringAll = async (): Promise<void> => {
        setBrought([]);
        for (const file of files) {
          const became = await bringOne(client, file, setBringing);
          setBrought((before) => [...before, became]);
        }
        setBringing(undefined);
        for (const key of ["log-keys", "flights", "flight"])
          void queries.invalidateQueries({ queryKey: [key] });
      };
      void bringAll();
    },
    [client, queries],
  );
  return { bringing, brought, bring };
}

async function bringOne(
  client: Client,
  file: File,
  tell: (bringing: Bringing) => void,
): Promise<Brought> {
  const { name } = file;
  tell({ name, sofar: undefined });
  try {
    let added: KeysAdded | undefined;
    for await (const sofar of client.addLogKeys({ name, bytes: file })) {
      added = sofar;
      tell({ name, sofar });
    }
    return added ? { name, added } : { name, error: new TypeError("the hub said nothing") };
  } catch (error) {
    return { name, error };
  }
}
