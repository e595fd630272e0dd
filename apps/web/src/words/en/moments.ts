import type { Level, MomentKind, RuleId } from "@homepoint/flight";

const kinds = {
  "moment.take-off": "Take-off",
  "moment.landing": "Landing",
  "moment.flight-mode": "Flight mode",
  "moment.return-home": "Return to home",
  "moment.home-point": "Home point set",
  "moment.signal-lost": "Signal lost",
  "moment.photo": "Photo",
  "moment.video": "Video",
  "moment.battery": "Battery",
  "moment.gps": "Satellites",
  "moment.compass": "Compass",
  "moment.motor": "Motor",
  "moment.control": "Control",
  "moment.estimator": "Estimator",
  "moment.vibration": "Vibration",
  "moment.impact": "Impact",
  "moment.limit": "Limit",
  "moment.failsafe": "Failsafe",
  "moment.app-text": "App",
} as const satisfies Record<`moment.${MomentKind}`, string>;

const levels = {
  "moment.level.note": "Note",
  "moment.level.warning": "Warning",
  "moment.level.serious": "Serious",
} as const satisfies Record<`moment.level.${Level}`, string>;

const told = "the aircraft or its app said so:";

/** What each rule found, with its numbers. */
const rules = {
  "rule.crash": "leaned over by {tilt}, more than {limit}, for {seconds}: it has crashed",
  "rule.impact": "a blow of {acceleration}, more than {limit}",
  "rule.hard-landing": "hit the ground at {sinking}, faster than {limit}",
  "rule.falling": "sank at {sinking}, faster than {limit}, for {seconds}",
  "rule.tilt-large": "leaned over by {tilt}, more than {limit}, for {seconds}",
  "rule.attitude-off": "{error} off the attitude it was told, more than {limit}, for {seconds}",
  "rule.attitude-failure": "the aircraft found that it lost its attitude, for {seconds}",
  "rule.motor-failed":
    "motor {motor} at its limit for {seconds}, and the attitude off by {error}, more than {limit}",
  "rule.motor-strained":
    "motor {motor} at its limit and far above the others for {seconds}, longer than {limit}",
  "rule.motor-stopped":
    "motor {motor} stood still while others turned: {speed}, below {limit}, for {seconds}",
  "rule.thrust-short":
    "throttle at {throttle}, above {limit}, for {seconds}, and a climb of only {climb}",
  "rule.motors-unbalanced":
    "motor {motor} works hardest: {difference} more than the least, above {limit}",
  "rule.motor-error": "the aircraft found that a motor, its controller or propeller fails",
  "rule.motor-start-refused": "the aircraft refused to start its motors (cause {value})",
  "rule.cell-voltage-low": "{voltage} per cell, below {limit} for {seconds}",
  "rule.cells-apart": "cells {difference} apart, more than {limit}, for {seconds}",
  "rule.voltage-sag": "{drop} per cell lost at once, more than {limit}, down to {voltage}",
  "rule.charge-low": "{charge} left in the air, below {limit}, for {seconds}",
  "rule.voltage-below-set": "{voltage}, below the {limit} that is set, for {seconds}",
  "rule.supply-voltage-low": "the board had {voltage}, below {limit}",
  "rule.supply-voltage-unsteady":
    "the voltage of the board changed by {difference}, more than {limit}",
  "rule.log-ends-in-air":
    "the log ends {height} above the ground, higher than {limit}: power may have been lost",
  "rule.position-jump": "the position jumped {distance} farther than possible, more than {limit}",
  "rule.fix-lost": "no position for {seconds}",
  "rule.satellites-few": "{satellites} satellites, fewer than {limit}, for {seconds}",
  "rule.dilution-high": "dilution of {dilution}, above {limit}, for {seconds}",
  "rule.position-uncertain": "the position may be {error} off, more than {limit}, for {seconds}",
  "rule.jamming": "jamming indicator at {indicator}, above {limit}, for {seconds}",
  "rule.jamming-detected": "the receiver is being jammed, for {seconds}",
  "rule.spoofing-detected": "the receiver is being deceived, for {seconds}",
  "rule.field-unsteady": "the magnetic field differs by {change}, more than {limit}, for {seconds}",
  "rule.field-follows-throttle":
    "the magnetic field changes by {change} with the throttle, more than {limit}",
  "rule.compass-rejected":
    "the compass is not believed: ratio {ratio}, above {limit}, for {seconds}",
  "rule.compasses-apart": "two compasses {difference} apart, more than {limit}, for {seconds}",
  "rule.compass-error": "the aircraft found its compass wrong for {seconds}",
  "rule.estimator-variance":
    "what is measured and what is expected disagree: {ratio}, above {limit}, for {seconds}",
  "rule.estimator-rejects":
    "position, speed or height is not believed: ratio {ratio}, above {limit}, for {seconds}",
  "rule.estimator-fault": "the aircraft found its estimate wrong for {seconds}",
  "rule.sensor-unhealthy": "the aircraft found a sensor unwell for {seconds} (bits {value})",
  "rule.vibration-high": "{acceleration}, above {limit}, for {seconds}",
  "rule.vibration-strong": "{acceleration}, above {limit}, for {seconds}",
  "rule.vibration-rough": "{speed}, above {limit}, for {seconds}",
  "rule.vibration-spread": "{acceleration}, above {limit}, for {seconds}",
  "rule.vibration-said": "the aircraft found that it shakes, for {seconds}",
  "rule.accelerometer-clipped":
    "the accelerometer was at the end of its range {count} times, more often than {limit}",
  "rule.link-gap": "nothing came from the aircraft for {seconds}, longer than {limit}",
  "rule.uplink-weak": "controller to aircraft at {quality}, below {limit}, for {seconds}",
  "rule.downlink-weak": "aircraft to controller at {quality}, below {limit}, for {seconds}",
  "rule.radio-lost": "the receiver heard no controller for {seconds}",
  "rule.station-lost": "no ground station was heard for {seconds}",
  "rule.height-legal": "{height} above take-off; many countries allow {limit}",
  "rule.height-limit": "{height} above take-off, the limit set is {limit}",
  "rule.distance-limit": "{distance} from home, the limit set is {limit}",
  "rule.height-allowed": "{excess} above the limit that the app has set",
  "rule.fence-crossed": "the fence was crossed for {seconds}",
  "rule.limit-near": "near the limit that is set, for {seconds}",
  "rule.failsafe": "the aircraft acted by itself for {seconds}",
  "rule.terminated": "the aircraft switched itself off",
  "rule.return-signal-lost": "because the signal was lost",
  "rule.return-battery": "because of the battery",
  "rule.return-limit": "because a limit was passed",
  "rule.return-gps": "because of the satellites",
  "rule.return-failsafe": "because of a failsafe",
  "rule.told-impact": told,
  "rule.told-motor": told,
  "rule.told-control": told,
  "rule.told-estimator": told,
  "rule.told-gps": told,
  "rule.told-compass": told,
  "rule.told-signal-lost": told,
  "rule.told-battery": told,
  "rule.told-vibration": told,
  "rule.told-limit": told,
  "rule.told-failsafe": told,
} as const satisfies Record<`rule.${RuleId}`, string>;

export const moments = { ...kinds, ...levels, ...rules } as const;
