// Loaded into the hub's own process by NODE_OPTIONS=--require: tries every way out that is known of a
// Node process, each to an address of its own, and writes down what it was told. What counts is what
// a capture outside saw.
const { writeFileSync } = require("node:fs");
const { spawnSync } = require("node:child_process");

const [, , command] = process.argv;
const isHub = process.argv.includes("--lifeline") || process.argv.includes("none");
if (command === "serve" && isHub) setTimeout(tryAll, 2500);

const told = {};
const at = (number) => `198.51.100.${number}`;

function tryAll() {
  for (const [way, number, run] of [...ownWays, ...otherWays])
    try {
      run(at(number), (code) => (told[way] = code));
    } catch (error) {
      told[way] = error.code || error.message;
    }
  setTimeout(() => {
    writeFileSync(process.env.WAYS_OUT_TOLD, JSON.stringify(told));
    process.kill(process.pid, "SIGKILL"); // an exit would wait for the name that nobody answers
  }, 3000);
}

const heed = (thing, tell) => thing.on("error", ({ code, message }) => tell(code || message));
const child = (file, args, tell) => {
  const { status, stderr, error } = spawnSync(file, args, {
    encoding: "utf8",
    timeout: 1500,
    killSignal: "SIGKILL",
  });
  tell(error ? error.code : `${status} ${(stderr || "").trim().split("\n")[0]}`);
};

const ownWays = [
  ["net", 10, (host, tell) => heed(require("node:net").connect(443, host), tell)],
  ["tls", 11, (host, tell) => heed(require("node:tls").connect(443, host), tell)],
  ["https", 12, (host, tell) => heed(require("node:https").get(`https://${host}/`), tell)],
  [
    "fetch",
    13,
    (host, tell) => void fetch(`http://${host}/`).catch(({ cause }) => tell(cause && cause.code)),
  ],
  ["http2", 14, (host, tell) => heed(require("node:http2").connect(`https://${host}`), tell)],
  [
    "dgram",
    15,
    (host, tell) => {
      const socket = require("node:dgram").createSocket("udp4");
      heed(socket, tell);
      socket.send("x", 9, host, (error) => error && tell(error.code));
    },
  ],
  [
    "dns.resolve",
    16,
    (host, tell) => {
      const resolver = new (require("node:dns").Resolver)({ timeout: 500, tries: 1 });
      resolver.setServers([host]);
      resolver.resolve4("leak.example", (error) => tell(error && error.code));
    },
  ],
  // Its server is the machine's: /etc/resolv.conf names .17 here.
  [
    "dns.lookup",
    17,
    (_host, tell) =>
      require("node:dns").lookup("leak.example", (error) => tell(error && error.code)),
  ],
  [
    "tcp_wrap",
    18,
    (host, tell) => {
      const { TCP, TCPConnectWrap, constants } = process.binding("tcp_wrap");
      const wrap = new TCPConnectWrap();
      wrap.oncomplete = (status) => tell(status);
      tell(new TCP(constants.SOCKET).connect(wrap, host, 443));
    },
  ],
  [
    "worker",
    19,
    (host, tell) => {
      const { Worker } = require("node:worker_threads");
      const code = `require("node:net").connect(443, "${host}").on("error", ({ code }) => require("node:worker_threads").parentPort.postMessage(code))`;
      new Worker(code, { eval: true, execArgv: [], env: {} }).on("message", tell);
    },
  ],
];

const otherWays = [
  ["child bash", 20, (host, tell) => child("bash", ["-c", `exec 3<>/dev/tcp/${host}/443`], tell)],
  ["child ping", 21, (host, tell) => child("ping", ["-c1", "-W1", host], tell)],
  // A native program's own connect(2), as an FFI library in the process would call it.
  [
    "native connect",
    22,
    (host, tell) =>
      child(
        "perl",
        [
          "-MSocket",
          "-e",
          `socket(S,AF_INET,SOCK_STREAM,0) or die "$!\\n"; connect(S,pack_sockaddr_in(443,inet_aton("${host}"))) or die "$!\\n"`,
        ],
        tell,
      ),
  ],
  [
    "raw frame",
    23,
    (host, tell) =>
      child(
        "perl",
        [
          "-MSocket",
          "-e",
          `socket(S,AF_INET,SOCK_RAW,253) or die "$!\\n"; send(S,"x",0,pack_sockaddr_in(0,inet_aton("${host}"))) or die "$!\\n"`,
        ],
        tell,
      ),
  ],
  [
    "setns",
    24,
    (host, tell) =>
      child(
        "nsenter",
        [`--net=/proc/${process.ppid}/ns/net`, "bash", "-c", `exec 3<>/dev/tcp/${host}/443`],
        tell,
      ),
  ],
  [
    "front's memory",
    25,
    (host, tell) => {
      // Whoever may write there may make it connect; that it may is shown by a packet.
      const { closeSync, openSync } = require("node:fs");
      closeSync(openSync(`/proc/${process.ppid}/mem`, "r+"));
      require("node:dgram")
        .createSocket("udp4")
        .send("x", 9, host, () => tell("opened"));
    },
  ],
];
