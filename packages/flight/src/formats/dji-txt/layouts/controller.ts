import { angleOrVelocity, coordinateSystems, modeSwitches, velocityOrPosition } from "../labels.ts";
import { type FieldLine, bits, defineLayout, field, flag } from "../layout.ts";

/** Sticks go from 364 to 1684, centred at 1024. */
const stick = { unit: "%", scale: 100 / 660, offset: (-1024 * 100) / 660 } as const;

/** §7.4. */
export const rc = defineLayout({
  name: "RC",
  least: 8,
  fields: [
    field("aileron", 0, "u16", stick),
    field("elevator", 2, "u16", stick),
    field("throttle", 4, "u16", stick),
    field("rudder", 6, "u16", stick),
    field("gimbal", 8, "u16", stick),
    flag("wheelButton", 10, 0),
    bits("wheelOffset", [10, 1, 5]),
    flag("wheelPositive", 10, 6),
    flag("wheelChanged", 10, 7),
    bits("transformButtonReserve", [11, 0, 3]),
    flag("goHomeButton", 11, 3),
    bits("modeSwitch", [11, 4, 2], modeSwitches),
    bits("transformSwitch", [11, 6, 2]),
    flag("custom4", 12, 1),
    flag("custom3", 12, 2),
    flag("custom2", 12, 3),
    flag("custom1", 12, 4),
    flag("playbackButton", 12, 5),
    flag("shutterButton", 12, 6),
    flag("recordButton", 12, 7),
    field("bandwidth", 13, "u8"),
    field("gimbalControl", 14, "u8"),
    field("rightWheel", 15, "u16"),
    field("rightGear", 19, "u16"),
    field("leftLever", 21, "u16"),
    field("rightLever", 23, "u16"),
  ],
});

/** §7.22: newer aircraft write this instead of RC. */
export const rcDisplayField = defineLayout({
  name: "RC_DISPLAY_FIELD",
  least: 17,
  fields: [
    field("aileron", 7, "u16", stick),
    field("elevator", 9, "u16", stick),
    field("throttle", 11, "u16", stick),
    field("rudder", 13, "u16", stick),
    field("gimbal", 15, "u16", stick),
  ],
});

/** §7.10: the controller's own position. */
export const rcGps = defineLayout({
  name: "RC_GPS",
  least: 16,
  position: { latitude: "latitude", longitude: "longitude" },
  fields: [
    field("hour", 0, "u8"),
    field("minute", 1, "u8"),
    field("second", 2, "u8"),
    field("year", 3, "u16"),
    field("month", 5, "u8"),
    field("day", 6, "u8"),
    field("latitude", 7, "i32", { unit: "deg", scale: 1e-7 }),
    field("longitude", 11, "i32", { unit: "deg", scale: 1e-7 }),
    field("speedX", 15, "i32", { unit: "m/s", scale: 0.001 }),
    field("speedY", 19, "i32", { unit: "m/s", scale: 0.001 }),
    field("satellites", 23, "u8"),
    field("accuracy", 24, "f32", { unit: "m" }),
    field("valid", 28, "u16"),
  ],
});

const channels = [
  "rightHorizontal",
  "rightVertical",
  "leftVertical",
  "leftHorizontal",
  "channel4",
  "channel5",
  "channel6",
];

/** §7.18: eleven bits each, from the second byte on, without gaps. */
function joystickChannel(name: string, number: number): FieldLine {
  const bit = 8 + 11 * number;
  const place = [bit >>> 3, bit & 7, 11] as const;
  return { ...bits(name, place), unit: "%", scale: 100 / 1024, offset: -100 };
}

export const appJoystick = defineLayout({
  name: "APP_JOYSTICK",
  least: 13,
  fields: [
    flag("menuButton", 0, 0),
    flag("playbackButton", 0, 1),
    flag("recordButton", 0, 2),
    ...channels.map(joystickChannel),
    flag("wheelButton", 11, 0),
    bits("wheelOffset", [11, 1, 5]),
    flag("wheelPositive", 11, 6),
    flag("wheelChanged", 11, 7),
    flag("shutterButton", 12, 0),
    flag("focusButton", 12, 1),
    bits("modeSwitch", [12, 2, 2]),
    bits("transformSwitch", [12, 4, 2]),
    bits("goHomeButton", [12, 6, 2]),
  ],
});

/**
 * §7.19. Newer aircraft swap yaw and throttle; which do depends on another kind of row, so the
 * fields are named by their place.
 */
export const virtualStick = defineLayout({
  name: "VIRTUAL_STICK",
  least: 17,
  fields: [
    bits("coordinateSystem", [0, 1, 2], coordinateSystems),
    bits("yawMode", [0, 3, 1], angleOrVelocity),
    bits("verticalMode", [0, 4, 2], velocityOrPosition),
    bits("rollPitchMode", [0, 6, 2], angleOrVelocity),
    field("roll", 1, "f32"),
    field("pitch", 5, "f32"),
    field("yaw", 9, "f32"),
    field("throttle", 13, "f32"),
  ],
});
