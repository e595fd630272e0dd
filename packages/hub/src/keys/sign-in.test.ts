import { afterEach, expect, test, vi } from "vitest";
import { createClient } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { browser, startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await hub?.hub.close();
});

async function guessTooOften(url: string) {
  const guesser = createClient(browser(url));
  for (let guess = 0; guess < 5; guess += 1)
    await expect(guesser.unlock({ passphrase: `guess ${guess}` })).rejects.toMatchObject({
      code: "api/wrong-passphrase",
    });
  return () => guesser.unlock({ passphrase: testPassphrase });
}

test("whoever guesses over the network keeps nobody out who may open the socket file", async () => {
  hub = await startOpenHub();
  const socket = createClient(socketTransport(await hub.hub.listenOnSocket()));
  await guessTooOften(hub.url);
  await socket.lock();
  for (let guess = 0; guess < 6; guess += 1)
    await expect(socket.unlock({ passphrase: "wrong" })).rejects.toMatchObject({
      code: "api/wrong-passphrase",
    });
  await socket.unlock({ passphrase: testPassphrase });
  expect(await socket.status()).toMatchObject({ state: "open" });
});

test("who set the clock back or ahead waits as long as before", async () => {
  let now = new Date();
  hub = await startOpenHub({ clock: () => now });
  vi.spyOn(performance, "now").mockReturnValue(performance.now()); // however slow this machine is
  const rightGuess = await guessTooOften(hub.url);
  now = new Date(now.getTime() + 3_600_000);
  await expect(rightGuess()).rejects.toMatchObject({ code: "api/too-many-tries" });
});
