/** Why an inspection of what lies in the package cannot show all that the app does. */
export const opaqueCodes = [
  "packer-library",
  "packer-class",
  "packer-name",
  "code-missing",
  "little-code-large-assets",
  "short-names",
  "loads-code",
  "sealed-code",
  "damaged-code",
  "flutter-code",
  "react-native-bytecode",
  "unity-code",
  "xamarin-code",
  "too-large",
] as const;
export type OpaqueCode = (typeof opaqueCodes)[number];

/** `hides`: someone took pains that it is not read. `unread`: in a form that no reader here knows. */
export type OpaqueSign = {
  readonly code: OpaqueCode;
  readonly weight: "hides" | "unread";
  readonly because: string;
};

type Packer = {
  readonly name: string;
  readonly libraries: RegExp;
  readonly classes: readonly string[];
};

/**
 * Programs that wrap others, by the names of their own parts. Sources: the analyses of DJI GO 4 by
 * Synacktiv and GRIMM (2020), and the packers' own guides.
 */
const packers: readonly Packer[] = [
  {
    name: "Bangcle (SecNeo)",
    libraries: /^lib(DexHelper|secexe|secmain|SecShell|secpreload)[\w.-]*\.so$/i,
    classes: ["com.secneo.", "com.bangcle.", "com.secshell."],
  },
  {
    name: "Qihoo 360 Jiagu",
    libraries: /^libjiagu[\w.-]*\.so$|^libprotectClass[\w.-]*\.so$/i,
    classes: ["com.stub.StubApp", "com.qihoo.util.", "com.stub.plugin."],
  },
  {
    name: "Tencent Legu",
    libraries: /^lib(shell[axu]?[\w.-]*|legu|BugShell|tup|tosprotection[\w.-]*)\.so$/i,
    classes: ["com.tencent.StubShell.", "com.wrapper.proxyapplication."],
  },
  {
    name: "Ijiami",
    libraries: /^lib(exec|execmain|ijiami)[\w.-]*\.so$/i,
    classes: ["com.shell.", "s.h.e.l.l.", "cn.ijiami."],
  },
  {
    name: "Baidu protection",
    libraries: /^libbaiduprotect[\w.-]*\.so$/i,
    classes: ["com.baidu.protect."],
  },
  {
    name: "Alibaba JAQ",
    libraries: /^lib(mobisec|aliprotect|preverify1|sgmain|sgsecuritybody)[\w.-]*\.so$/i,
    classes: ["com.ali.mobisecenhance.", "com.alibaba.wireless.security.framework.Shell"],
  },
  {
    name: "NetEase Yidun",
    libraries: /^libnesec[\w.-]*\.so$/i,
    classes: ["com.netease.nis.wrapper."],
  },
  {
    name: "Nagain",
    libraries: /^lib(chaosvmp|ddog|fdog|edog)[\w.-]*\.so$/i,
    classes: ["com.chaozhuo.superme.", "com.nagapt."],
  },
  {
    name: "DexProtector",
    libraries: /^lib(dexprotector|dpboot)[\w.-]*\.so$/i,
    classes: ["com.licel.", "ProtectedApplication"],
  },
  {
    name: "AppSealing",
    libraries: /^lib(covault|AppSealing)[\w.-]*\.so$/i,
    classes: ["com.inka.appsealing."],
  },
  { name: "Promon Shield", libraries: /^libshield[\w.-]*\.so$/i, classes: ["no.promon."] },
];

/** What of a package tells how much of it can be read. */
export type Readable = {
  readonly libraries: readonly string[];
  readonly defined: ReadonlySet<string>;
  readonly referenced: ReadonlySet<string>;
  readonly applicationClass?: string | undefined;
  readonly componentFactory?: string | undefined;
  readonly mainParts: readonly string[];
  readonly codeBytes: number;
  /** The largest file that has no known form and no order in it. */
  readonly unknownFile?: { readonly name: string; readonly size: number } | undefined;
};

export function findOpaque(readable: Readable): readonly OpaqueSign[] {
  return [
    ...packerSigns(readable),
    ...missingCode(readable),
    ...littleCode(readable),
    ...shortNames(readable),
    ...loading(readable),
  ];
}

function* packerSigns(readable: Readable): Iterable<OpaqueSign> {
  const { libraries, defined, applicationClass = "", componentFactory = "" } = readable;
  for (const { name, libraries: pattern, classes } of packers) {
    const library = libraries.find((one) => pattern.test(one));
    if (library !== undefined)
      yield { code: "packer-library", weight: "hides", because: `${name}: ${library}` };
    const begins = (text: string) => classes.some((prefix) => text.startsWith(prefix));
    const wrapped = [applicationClass, componentFactory].find(begins);
    if (wrapped !== undefined)
      yield { code: "packer-class", weight: "hides", because: `${name}: ${wrapped}` };
    const inside = [...defined].find(begins);
    if (inside !== undefined && wrapped === undefined)
      yield { code: "packer-name", weight: "hides", because: `${name}: ${inside}` };
  }
}

/** The manifest names classes that no code in the package defines: they come from elsewhere. */
function* missingCode({ mainParts, defined }: Readable): Iterable<OpaqueSign> {
  const missing = mainParts.filter((name) => name !== "" && !defined.has(name));
  if (mainParts.length > 0 && missing.length * 2 > mainParts.length)
    yield { code: "code-missing", weight: "hides", because: missing.slice(0, 3).join(", ") };
}

function* littleCode({ codeBytes, unknownFile }: Readable): Iterable<OpaqueSign> {
  const isSmall = codeBytes > 0 && codeBytes < 512 * 1024;
  if (isSmall && unknownFile && unknownFile.size > 4 * codeBytes && unknownFile.size > 256 * 1024)
    yield { code: "little-code-large-assets", weight: "hides", because: unknownFile.name };
}

const fewest = 200;

/** Renamed by R8 and the like: usual, and it keeps class names from saying whose code it is. */
function* shortNames({ defined }: Readable): Iterable<OpaqueSign> {
  if (defined.size < fewest) return;
  let short = 0;
  for (const name of defined) if (/(^|[.$])[A-Za-z]{1,2}\d?$/.test(name)) short += 1;
  const share = short / defined.size;
  if (share >= 0.4)
    yield { code: "short-names", weight: "unread", because: `${Math.round(100 * share)} %` };
}

const loaders = ["dalvik.system.DexClassLoader", "dalvik.system.InMemoryDexClassLoader"];

function* loading({ referenced }: Readable): Iterable<OpaqueSign> {
  const loader = loaders.find((name) => referenced.has(name));
  if (loader !== undefined) yield { code: "loads-code", weight: "unread", because: loader };
}
