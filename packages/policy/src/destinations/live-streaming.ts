import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const agora = serving("live-streaming", "Agora", { match: "documented" });
const weChat = serving("live-streaming", "Tencent");

export const liveStreamingDestinations: readonly Destination[] = [
  agora(".agora.io", "vendor documentation: https://docs.agora.io/en/Agora%20Platform/firewall"),
  agora(".sd-rtn.com", "vendor documentation: https://docs.agora.io/en/Agora%20Platform/firewall"),
  weChat("channels.weixin.qq.com", "static analysis: DJI Fly rebrand teardown section 4.2"),
  weChat("long.open.weixin.qq.com", "static analysis: DJI Fly rebrand teardown section 4.2"),
];
