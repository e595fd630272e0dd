/**
 * How a model arranges the messages of a sample. Each sample is a `ProductMeta`: 1 clip, 2 stream, 3
 * frame; in the frame, 1 is its header and each device has a part of its own (`part`), made of
 * messages that all models share. Only what someone has found in real films of a model is listed.
 *
 * Sources: the tags that ExifTool documents for `djmd` (exiftool.org/TagNames/DJI.html); the
 * definitions `dvtm_library.proto` and `dvtm_eagle4_wa530.proto` of the maker itself, as telemetry-parser
 * (AdrianEddy) has them; for the gimbal of the Mavic 4 Pro and the missing zeros, what dji-embed
 * (CallMarcus) measured on films.
 */
export type Protocol = {
  /** Where the aircraft's own part is in a frame. */
  readonly drone?: { readonly part: 3 | 4; readonly holds: readonly DroneField[] };
  /** Cameras that are carried by hand have a receiver, or hear one: its part, and in it. */
  readonly receiver?: { readonly part: 4; readonly gps: 2 };
  readonly gimbal?: 4;
  /** Where in the camera's part, 2, its settings are. */
  readonly camera?: Readonly<Partial<Record<CameraField, number>>>;
  /** Coordinates are degrees, whatever the flag beside them says. */
  readonly isInDegrees?: true;
  readonly isHandheld?: true;
};

export type DroneField = "velocity" | "attitude" | "gps" | "height" | "battery";

export type CameraField =
  | "iso"
  | "shutter"
  | "aperture"
  | "colorTemperature"
  | "zoom"
  | "focalLength"
  | "sensorTemperature";

const usual = ["attitude", "gps", "height"] as const;

const mini4: Protocol = {
  drone: { part: 3, holds: ["velocity", ...usual] },
  gimbal: 4,
  camera: { iso: 7, shutter: 10, aperture: 11, colorTemperature: 32, sensorTemperature: 37 },
};

const air3: Protocol = {
  drone: { part: 3, holds: usual },
  gimbal: 4,
  camera: { iso: 7, shutter: 10, aperture: 11, colorTemperature: 32 },
};

const action: Protocol = {
  receiver: { part: 4, gps: 2 },
  camera: { iso: 3, shutter: 4, colorTemperature: 6 },
  isHandheld: true,
};

const goggles = { iso: 2, shutter: 4, aperture: 10, colorTemperature: 6 } as const;

/** By the name that the first sample states. */
export const protocols: Readonly<Record<string, Protocol | undefined>> = {
  // Mini 4 Pro
  "dvtm_Mini4_Pro.proto": mini4,
  "dvtm_Air3.proto": air3,
  "dvtm_Air3s.proto": air3,
  // Mavic 3
  "dvtm_wm265e.proto": {
    drone: { part: 3, holds: usual },
    gimbal: 4,
    camera: { iso: 2, shutter: 3, zoom: 6 },
  },
  // Mavic 3 Pro
  "dvtm_wm261.proto": {
    drone: { part: 3, holds: usual },
    gimbal: 4,
    camera: { iso: 9, shutter: 10, aperture: 11 },
  },
  // Mavic 4 Pro
  "dvtm_Mavic4.proto": {
    drone: { part: 3, holds: usual },
    gimbal: 4,
    camera: { iso: 9, shutter: 10, colorTemperature: 24, sensorTemperature: 37 },
    isInDegrees: true,
  },
  "dvtm_Mini5Pro.proto": {
    drone: { part: 3, holds: ["gps"] },
    camera: { sensorTemperature: 37 },
    isInDegrees: true,
  },
  // Matrice 30
  "dvtm_pm320.proto": {
    drone: { part: 3, holds: usual },
    gimbal: 4,
    camera: { iso: 2, shutter: 3, aperture: 4, zoom: 6 },
  },
  // Matrice 4E
  "dvtm_wa345e.proto": { drone: { part: 3, holds: usual }, gimbal: 4 },
  "dvtm_AVATA2.proto": { drone: { part: 4, holds: usual }, camera: goggles },
  "dvtm_dji_neo.proto": { drone: { part: 4, holds: ["attitude", "gps"] }, camera: goggles },
  "dvtm_eagle4_wa530.proto": {
    drone: { part: 4, holds: ["velocity", ...usual, "battery"] },
    camera: {
      iso: 3,
      shutter: 4,
      zoom: 5,
      colorTemperature: 6,
      focalLength: 10,
      sensorTemperature: 12,
      aperture: 14,
    },
  },
  // O3 Air Unit: no position
  "dvtm_wm169.proto": { camera: { iso: 3, shutter: 4, zoom: 5, colorTemperature: 6 } },
  // Osmo Action 4, 5 Pro and 6
  "dvtm_ac203.proto": action,
  "dvtm_ac204.proto": action,
  "dvtm_ac206.proto": action,
  // Osmo 360
  "dvtm_oq101.proto": action,
  // Osmo Pocket 3: no position
  "dvtm_PP-101.proto": { camera: { iso: 9, shutter: 10, colorTemperature: 24 }, isHandheld: true },
};
