export type RowElsewhere = { readonly row: string; readonly what: string; readonly where: string };

/** Rows of the reference's table that this run does not show, and who shows them. */
export const notHere: readonly RowElsewhere[] = [
  {
    row: "20",
    what: "out of memory",
    where: "the kernel ends the daemon by SIGKILL: the same as kill -9, which is tried",
  },
  {
    row: "9",
    what: "the map's hello of 18 kB, IPv6",
    where: "two of them in a minute are more than may go up; the vendor's is tried over both",
  },
  {
    row: "13",
    what: "the cap under an allowed wildcard",
    where: "not tried: no granted service allows a wildcard, every random label is refused",
  },
  {
    row: "15",
    what: "source route, IPv6",
    where: "type 0 was abolished (RFC 5095); a routing header of any type is tried",
  },
  {
    row: "17",
    what: "ARP between tablets, 802.11",
    where: "no radio here: what a Wi-Fi card does by itself is not tried",
  },
  {
    row: "24",
    what: "a jump of the running clock",
    where:
      "Linux lets nobody set it; the wall clock's jump is made inside the daemon's process, so that this machine's stays",
  },
  {
    row: "24",
    what: "older file that is signed",
    where:
      "not tried here: plain ones are; signatures: sealed-policy.test.ts of the package evidence",
  },
  {
    row: "24",
    what: "API",
    where: "the gateway has none that changes a policy; the hub's: sealed-walk.test.ts of the CLI",
  },
  {
    row: "30–31b",
    what: "the server process itself",
    where: "tests of the hub's containment and `homepoint doctor`",
  },
  {
    row: "32",
    what: "the whole test suite without a packet",
    where: ".ci/run, under tools/no-packets.sh",
  },
  { row: "33", what: "an audit finds planted leaks", where: "tests of the package inspect" },
  {
    row: "35",
    what: "reorder, fork, old checkpoint",
    where: "tests of the package evidence; flipped, dropped, cut short is tried here",
  },
  {
    row: "–",
    what: "systemd as first process, power cuts and reboots",
    where: "npm run test:guides, which types the guides in a machine that boots",
  },
  {
    row: "–",
    what: "a real phone, DJI's own app, a radio",
    where: "not tried by anything here: this needs the hardware",
  },
];
