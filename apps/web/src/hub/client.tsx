import { createClient, type Client } from "@homepoint/sdk";
import { createContext, use, type ReactElement, type ReactNode } from "react";

const ClientContext = createContext<Client | undefined>(undefined);

/** The hub that sent this page: there is no other address in it. */
export function makeClient(): Client {
  return createClient((path, init) => fetch(path, init));
}

export function ClientProvider({
  client,
  children,
}: {
  client: Client;
  children: ReactNode;
}): ReactElement {
  return <ClientContext value={client}>{children}</ClientContext>;
}

export function useClient(): Client {
  const client = use(ClientContext);
  if (!client) throw new Error("useClient stands outside of ClientProvider");
  return client;
}
