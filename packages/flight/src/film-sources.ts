const film = (field: string) => [`DJMD.${field}`];

/**
 * Which series of films carry the shared names. They stand apart from the sources of logs because no
 * log is a film; where a film has subtitles as well, its own samples are preferred.
 */
export const filmSources: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    [
      "latitude",
      "longitude",
      "height",
      "altitude",
      "speed",
      "verticalSpeed",
      "velocityNorth",
      "velocityEast",
      "velocityDown",
      "pitch",
      "roll",
      "yaw",
      "gimbalPitch",
      "gimbalRoll",
      "gimbalYaw",
      "batteryPercent",
      "iso",
      "aperture",
      "focalLength",
    ].map((name) => [name, film(name)]),
  ),
  shutterSpeed: film("shutter"),
};
