import type { OwnedDomain } from "../destination.ts";
import type { Consequence } from "../service.ts";
import { systemDomains } from "./system-domains.ts";

/** What stops without what a maker serves for a purpose that is no service of ours. */
const stopsWithout = {
  "developer-portal": "no-maker-pages",
  "web-pages": "no-maker-pages",
  downloads: "no-maker-pages",
  store: "no-maker-pages",
  support: "no-maker-support",
  "device-check": "no-maker-support",
  "flighthub-cloud": "no-maker-cloud",
  push: "no-push",
  "picture-in-exported-files": "nothing",
  "test-system": "nothing",
  unknown: "not-known",
} as const satisfies Readonly<Record<string, Consequence>>;

type Group = {
  readonly owner: string;
  readonly purpose: keyof typeof stopsWithout;
  readonly source: string;
  readonly hosts: readonly string[];
};

const groups: readonly Group[] = [
  {
    owner: "DJI",
    purpose: "developer-portal",
    source:
      "vendor documentation: https://developer.dji.com/api-reference-v5/android-api/Components/ILDMManager/ILDMManager.html",
    hosts: ["developer.dji.com"],
  },
  {
    owner: "DJI",
    purpose: "test-system",
    source: "decompiled app",
    hosts: [
      "flysafe.aasky.net",
      "adhoc-staging.aasky.net",
      "djigo.aasky.net",
      "staging-dji-service-cn.aasky.net",
    ],
  },
  { owner: "DJI", purpose: "downloads", source: "third-party code", hosts: ["www-dl.djicdn.com"] },
  {
    owner: "DJI",
    purpose: "support",
    source: "decompiled app: (com/dji/api/protocol/IQuizHttpApi)",
    hosts: ["quiz.djicdn.com", "djigo-hk.djiservice.org"],
  },
  {
    owner: "DJI",
    purpose: "push",
    source: "decompiled app: (IDJIServiceHttpApi.IPush)",
    hosts: ["push.djiservice.org"],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source:
      "audit: FTI Consulting 2020 list of reviewed sites, via https://dronexl.co/2020/09/10/cybersecurity-firm-fti-consulting-dji-data-sharing/",
    hosts: ["us.djiservice.org", "valueadded.djiservice.org", "factory.fffsky.net"],
  },
  {
    owner: "DJI",
    purpose: "support",
    source: "decompiled app: (IDJIServiceHttpApi.IDJIGOApi)",
    hosts: ["djigoapi.djiservice.org"],
  },
  {
    owner: "DJI",
    purpose: "support",
    source: "decompiled app: (IDJIServiceHttpApi.IFAQ)",
    hosts: ["djigofaq.djiservice.org"],
  },
  {
    owner: "DJI",
    purpose: "support",
    source: "decompiled app",
    hosts: ["djigoaftersale.djiservice.org"],
  },
  {
    owner: "DJI",
    purpose: "support",
    source: "decompiled app: (com/dji/api/protocol/IFeedBackHttpApi)",
    hosts: ["feedback-external.djicorp.com"],
  },
  { owner: "DJI", purpose: "device-check", source: "decompiled app", hosts: ["lmsz.djicorp.com"] },
  {
    owner: "DJI",
    purpose: "web-pages",
    source: "static analysis: DJI Fly rebrand teardown section 5",
    hosts: ["app-h5.dji.com"],
  },
  {
    owner: "DJI",
    purpose: "support",
    source: "static analysis: DJI Fly rebrand teardown section 2.E",
    hosts: ["repair.dji.com", "service.dji.com", "support.dji.com"],
  },
  {
    owner: "DJI",
    purpose: "web-pages",
    source:
      "community list: hosts blocklist for DJI Fly, crediting https://www.reddit.com/r/djimavicmini/comments/e2nerb/dji_domains_blocklist/",
    hosts: ["www.dji.com"],
  },
  {
    owner: "DJI",
    purpose: "store",
    source: "decompiled app: (IDJIServiceHttpApi.IDeviceStore)",
    hosts: ["s.detcms.com"],
  },
  {
    owner: "DJI",
    purpose: "test-system",
    source:
      "decompiled: Shlobro/dji-sdk-v5:Decompiled-DJI-Classes/dji/rtk/RTKNetworkServiceProvider.java",
    hosts: ["ag-rtk.aasky.net"],
  },
  {
    owner: "DJI",
    purpose: "flighthub-cloud",
    source:
      "vendor documentation: https://apifox.com/apidoc/shared/6b4ca90b-233f-48ac-818c-d694acb0663a/doc-6282018",
    hosts: ["es-flight-api-cn.djigate.com", "es-flight-api-us.djigate.com"],
  },
  {
    owner: "DJI",
    purpose: "flighthub-cloud",
    source: "third-party package: https://pypi.org/project/flighthub2-cli/",
    hosts: ["es-flight-api-eu.djigate.com"],
  },
  {
    owner: "DJI",
    purpose: "flighthub-cloud",
    source:
      "vendor documentation: dji-sdk/Cloud-API-Doc:docs/en/30.feature-set/10.pilot-feature-set/90.drc.md",
    hosts: ["fh.dji.com"],
  },
  {
    owner: "DJI",
    purpose: "picture-in-exported-files",
    source:
      "decompiled: Shlobro/dji-sdk-v5:Decompiled-DJI-Classes/com/dji/wpmzsdk/common/utils/kml/KMLConstants.java:50; ten third-party generators",
    hosts: ["cdnen.dji-flighthub.com"],
  },
  {
    owner: "DJI",
    purpose: "flighthub-cloud",
    source:
      "vendor documentation example: dji-sdk/Cloud-API-Doc:docs/en/60.api-reference/10.pilot-to-cloud/00.mqtt/20.rc-pro/30.drc.md:262",
    hosts: ["mqtt.dji.com"],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source:
      "audit: https://securityandsurveillancegadgets.blogspot.com/2018/04/yes-drone-biz-dji-go-4-app-does-phone.html (Register text)",
    hosts: ["47.91.161.230"],
  },
  {
    owner: "Aurora Mobile",
    purpose: "push",
    source: "press: https://www.diyphotography.net/tag/dji-go-4/",
    hosts: [".jpush.cn"],
  },
  {
    owner: "DJI",
    purpose: "test-system",
    source: "static analysis: DJI Fly rebrand teardown section 2.B",
    hosts: ["account.dbeta.me", "r-account-api.dbeta.me"],
  },
  {
    owner: "DJI",
    purpose: "test-system",
    source: "static analysis: DJI Fly rebrand teardown section 5",
    hosts: ["report-t.djicorp.com", "security-fac.djicorp.com", "prototype-be.djicorp.com"],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source: "community list: v2fly/domain-list-community:data/dji",
    hosts: [
      ".dji.com",
      ".dji.ink",
      ".dji.net",
      ".djicdn.com",
      ".djigate.com",
      ".djiits.com",
      ".djiops.com",
      ".djiservice.org",
      ".skypixel.com",
      ".robomaster.com",
    ],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source:
      "community list: https://raw.githubusercontent.com/aao-fyi/hosts/main/static/transit/dji-block-adb.txt",
    hosts: [
      ".dj2006.net",
      ".djicorp.com",
      ".djiexplore.com",
      ".djistatic.com",
      ".djivideos.com",
      ".hasselblad.com",
      ".hasselbladbron.com",
      ".motionpilot.ch",
    ],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source:
      "capture: https://github.com/dji-sdk/Mobile-SDK-iOS/issues/249; community list: vendor-owned-roots table",
    hosts: [".dji-services.com"],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source: "see cdnen.dji-flighthub.com",
    hosts: [".dji-flighthub.com"],
  },
  {
    owner: "DJI (unverified)",
    purpose: "unknown",
    source: "community list: vendor-owned-roots table",
    hosts: [".djiservices.com", ".dji-usrd.com", ".rcdroneairsports.com"],
  },
  {
    owner: "DJI",
    purpose: "unknown",
    source: "certificate-SAN: SAN list of www.djicorp.com quoted",
    hosts: [
      ".aasky.net",
      ".fffsky.net",
      ".dbeta.me",
      ".djiag.com",
      ".djiny.cn",
      ".detcms.com",
      ".djisrm.com",
      ".fly-access.com",
      ".gtdji.com",
      ".dji-innovations.com",
      ".dji-innovations.cn",
      ".dji-innovations.com.cn",
      ".dji-hobby.cn",
      ".dji-hobby.com.cn",
      ".crosupport.com",
      ".livechat-support.com",
      ".abcdbszf.com",
    ],
  },
  {
    owner: "Google",
    purpose: "unknown",
    source:
      "vendor documentation: https://support.google.com/work/android/answer/10513641, Android Enterprise network requirements",
    hosts: [".android.com", ".googleapis.com", ".gstatic.com", ".google.com"],
  },
  {
    owner: "Apple",
    purpose: "unknown",
    source: "vendor documentation: https://support.apple.com/101555",
    hosts: [".apple.com", ".cdn-apple.com"],
  },
  {
    owner: "Microsoft",
    purpose: "unknown",
    source:
      "vendor documentation: https://learn.microsoft.com/windows/privacy/manage-windows-11-endpoints",
    hosts: [".microsoft.com", ".msedge.net", ".msn.com", ".windows.com"],
  },
];

/** Hosts and domains that serve no service that can be granted: they only get names in reports. */
export const ownedDomains: readonly OwnedDomain[] = [
  ...groups.flatMap(({ hosts, ...rest }) =>
    hosts.map((host) => ({ host, ...rest, whatStops: stopsWithout[rest.purpose] })),
  ),
  ...systemDomains,
];
