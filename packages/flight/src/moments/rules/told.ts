import type { Level } from "../../flight.ts";
import type { Finding, Rule } from "../rule.ts";
import type { RuleId } from "../rule-table.ts";
import type { Seen } from "../seen.ts";

type ToldKind = RuleId extends infer Id ? (Id extends `told-${infer Kind}` ? Kind : never) : never;

/** Words of an aircraft or its app that say what went wrong. */
type Telling = {
  readonly kind: ToldKind;
  readonly level: Level;
  readonly words: RegExp;
};

/** The first that fits counts. */
const tellings: readonly Telling[] = [
  // Said of many flights that are as they should be: steel in the ground, a battery that is cold.
  { kind: "compass", level: "note", words: /ground mag anomaly/i },
  { kind: "battery", level: "note", words: /(?:propulsion|power) output (?:is )?limited/i },
  {
    kind: "impact",
    level: "serious",
    words: /\bcrash(?:ed|:| detected|.*disarm)|aircraft.*\b(?:crashed|flipped)/i,
  },
  {
    kind: "motor",
    level: "serious",
    words:
      /thrust loss|\bmotors? (?:\d+ )?(?:fail|error|block|stuck|stopped|stall)|\bESC (?:\d+ )?(?:fail|error|offline)|engine fail|propulsion|propeller (?:fell|broken|off)|not enough force/i,
  },
  {
    kind: "control",
    level: "serious",
    words:
      /attitude (?:failure|estimate lost)|roll failure|pitch failure|lockdown|flight termination/i,
  },
  {
    kind: "estimator",
    level: "warning",
    words:
      /EKF (?:variance|failsafe)|EKF primary changed|lane switch|estimator (?:fail|fault)|DCM active|(?:position|velocity) estimate (?:invalid|lost)|IMU (?:error|fail)|(?:gyro|accel)\w* (?:fail|fault|error|timeout)/i,
  },
  {
    kind: "gps",
    level: "warning",
    words:
      /GPS.*(?:glitch|failsafe|lost|failure|jam|spoof)|GNSS.*(?:jam|spoof|lost)|global position (?:lost|invalid)/i,
  },
  {
    kind: "compass",
    level: "warning",
    words:
      /compass (?:error|variance|interference|not healthy|fail)|mag\w* (?:anomaly|fault|interference|fail)|emergency yaw reset|yaw error/i,
  },
  {
    kind: "signal-lost",
    level: "warning",
    words:
      /radio failsafe|RC (?:signal )?(?:lost|failsafe)|(?:manual control|data ?link|GCS|ground station)(?: connection| signal)? ?(?:lost|failsafe)|signal lost/i,
  },
  {
    kind: "battery",
    level: "warning",
    words:
      /batt\w* (?:\d+ )?(?:failsafe|is (?:low|critical)|(?:voltage )?(?:too )?low|critical|emergency)|low (?:battery|voltage)|critical(?:ly)? (?:low )?battery|battery cell/i,
  },
  {
    kind: "vibration",
    level: "warning",
    words: /vibration (?:compensation on|failsafe|level)|high vibration/i,
  },
  {
    kind: "limit",
    level: "warning",
    words: /(?:geo)?fence.*(?:breach|violat|exceed)/i,
  },
  {
    kind: "limit",
    level: "note",
    words: /max(?:imum)? (?:flight )?(?:altitude|distance|height) reached/i,
  },
  {
    kind: "failsafe",
    level: "warning",
    words: /failsafe (?:activated|mode|triggered|enabled)|^failsafe/i,
  },
];

/** What is said before a flight, what is over, and what other parts of an aircraft say. */
const others =
  /pre-?arm|pre-?flight|(?:controller|RC|device|tablet|phone)\W*(?:battery|power)|arming denied|cleared|recovered|regained|restored|resolved|compensation off|gimbal|camera|disabled|\bok\b/i;

/** Said again within this, it is the same. */
const againSeconds = 10;

/** Said so shortly before a take-off or behind a landing, it is about the flight. */
const aroundSeconds = 5;

const kinds = [...new Set(tellings.map(({ kind }) => kind))];

type Told = Finding & { readonly kind: ToldKind };

/** Texts in the air that are about trouble, each with what it is about. */
function tellingsIn(seen: Seen): readonly Told[] {
  return seen.flight.moments.flatMap(({ kind, rule, at, text, level }): readonly Told[] => {
    if (kind !== "app-text" || rule !== undefined || others.test(text)) return [];
    const telling = tellings.find(({ words }) => words.test(text));
    if (!telling || !seen.isInAir(at, aroundSeconds)) return [];
    return [{ kind: telling.kind, at, level: levelOf(level, telling.level), text, values: {} }];
  });
}

/** Takes the log's own words, for each kind of trouble that they may be about. */
export const toldRules: readonly Rule[] = kinds.map((kind) => ({
  id: `told-${kind}`,
  find: (seen) => {
    let last = Number.NEGATIVE_INFINITY;
    return seen.once(tellingsIn).flatMap(({ kind: own, ...finding }): readonly Finding[] => {
      if (own !== kind || finding.at - last < againSeconds) return [];
      last = finding.at;
      return [finding];
    });
  },
}));

/** How loud the log says it counts where it is about trouble, and not where it is about a wish. */
function levelOf(said: Level, meant: Level): Level {
  return said === "serious" && meant === "warning" ? said : meant;
}
