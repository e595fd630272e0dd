import type { Labels } from "../../table.ts";

/** Labels of flag words and enumerations, DJI flight record §9 and §7, in the maker's words. */

export const flightModes: Labels = {
  0: "Manual",
  1: "Atti",
  2: "AttiCourseLock",
  3: "AttiHover",
  4: "Hover",
  5: "GPSBlake",
  6: "GPSAtti",
  7: "GPSCourseLock",
  8: "GPSHomeLock",
  9: "GPSHotPoint",
  10: "AssistedTakeoff",
  11: "AutoTakeoff",
  12: "AutoLanding",
  13: "AttiLanding",
  14: "GPSWaypoint",
  15: "GoHome",
  16: "ClickGo",
  17: "Joystick",
  18: "GPSAttiWristband",
  19: "Cinematic",
  23: "AttiLimited",
  24: "Draw",
  25: "GPSFollowMe",
  26: "ActiveTrack",
  27: "TapFly",
  28: "Pano",
  29: "Farming",
  30: "FPV",
  31: "GPSSport",
  32: "GPSNovice",
  33: "ConfirmLanding",
  35: "TerrainTracking",
  36: "NaviAdvGoHome",
  37: "NaviAdvLanding",
  38: "Tripod",
  39: "TrackHeadlock",
  41: "EngineStart",
  43: "GPSGentle",
  100: "Other",
};

export const appCommands: Labels = {
  0: "None",
  1: "AutoFly",
  2: "AutoLanding",
  3: "HomePointNow",
  4: "HomePointHot",
  5: "HomePointLock",
  6: "GoHome",
  7: "StartMotor",
  8: "StopMotor",
  9: "Calibration",
  10: "DeformProtecClose",
  11: "DeformProtecOpen",
  12: "DropGoHome",
  13: "DropTakeOff",
  14: "DropLanding",
  15: "DynamicHomePointOpen",
  16: "DynamicHomePointClose",
  17: "FollowFunctionOpen",
  18: "FollowFunctionClose",
  19: "IOCOpen",
  20: "IOCClose",
  21: "DropCalibration",
  22: "PackMode",
  23: "UnPackMode",
  24: "EnterManualMode",
  25: "StopDeform",
  28: "DownDeform",
  29: "UpDeform",
  30: "ForceLanding",
  31: "ForceLanding2",
};

export const goHomeStates: Labels = {
  0: "Standby",
  1: "Preascending",
  2: "Align",
  3: "Ascending",
  4: "Cruise",
  5: "Braking",
  6: "Bypassing",
  7: "Other",
};

export const flightActions: Labels = {
  0: "None",
  1: "WarningPowerGoHome",
  2: "WarningPowerLanding",
  3: "SmartPowerGoHome",
  4: "SmartPowerLanding",
  5: "LowVoltageLanding",
  6: "LowVoltageGoHome",
  7: "SeriousLowVoltageLanding",
  8: "RCOnekeyGoHome",
  9: "RCAssistantTakeoff",
  10: "RCAutoTakeoff",
  11: "RCAutoLanding",
  12: "AppAutoGoHome",
  13: "AppAutoLanding",
  14: "AppAutoTakeoff",
  15: "OutOfControlGoHome",
  16: "ApiAutoTakeoff",
  17: "ApiAutoLanding",
  18: "ApiAutoGoHome",
  19: "AvoidGroundLanding",
  20: "AirportAvoidLanding",
  21: "TooCloseGoHomeLanding",
  22: "TooFarGoHomeLanding",
  23: "AppWPMission",
  24: "WPAutoTakeoff",
  25: "GoHomeAvoid",
  26: "PGoHomeFinish",
  27: "VertLowLimitLanding",
  28: "BatteryForceLanding",
  29: "MCProtectGoHome",
  30: "MotorblockLanding",
  31: "AppRequestForceLanding",
  32: "FakeBatteryLanding",
  33: "RTHComingObstacleLanding",
  34: "IMUErrorRTH",
};

export const nonGpsCauses: Labels = {
  0: "Already",
  1: "Forbid",
  2: "GpsNumNonEnough",
  3: "GpsHdopLarge",
  4: "GpsPositionNonMatch",
  5: "SpeedErrorLarge",
  6: "YawErrorLarge",
  7: "CompassErrorLarge",
};

export const imuInitFailReasons: Labels = {
  0: "MonitorError",
  1: "CollectingData",
  2: "GyroDead",
  3: "AcceDead",
  4: "CompassDead",
  5: "BarometerDead",
  6: "BarometerNegative",
  7: "CompassModTooLarge",
  8: "GyroBiasTooLarge",
  9: "AcceBiasTooLarge",
  10: "CompassNoiseTooLarge",
  11: "BarometerNoiseTooLarge",
  12: "WaitingMcStationary",
  13: "AcceMoveTooLarge",
  14: "McHeaderMoved",
  15: "McVibrated",
};

export const motorFailReasons: Labels = {
  0: "None",
  94: "TakeoffException",
  95: "EscStallNearGround",
  96: "EscUnbalancedOnGround",
  97: "EscPartEmptyOnGround",
  98: "EngineStartFailed",
  99: "AutoTakeoffLaunchFailed",
  100: "RollOverOnGround",
};

export const droneTypes: Labels = {
  0: "None",
  1: "Inspire1",
  2: "Phantom3Advanced",
  3: "Phantom3Pro",
  4: "Phantom3Standard",
  5: "OpenFrame",
  6: "AceOne",
  7: "WKM",
  8: "Naza",
  9: "A2",
  10: "A3",
  11: "Phantom4",
  14: "Matrice600",
  15: "Phantom34K",
  16: "MavicPro",
  17: "Inspire2",
  18: "Phantom4Pro",
  20: "N3",
  21: "Spark",
  23: "Matrice600Pro",
  24: "MavicAir",
  25: "Matrice200",
  27: "Phantom4Advanced",
  28: "Matrice210",
  29: "Phantom3SE",
  30: "Matrice210RTK",
  36: "Phantom4ProV2",
  41: "Mavic2",
  51: "Mavic2Enterprise",
  58: "MavicAir2",
  60: "Matrice300RTK",
  63: "Mini2",
  77: "Mavic3Enterprise",
  84: "Mavic3Pro",
  89: "Matrice350RTK",
  93: "Mini4Pro",
  94: "Avata2",
  100: "None",
  255: "NoFlightController",
};

export const componentTypes: Labels = {
  0: "None",
  1: "Camera",
  2: "Aircraft",
  3: "Controller",
  4: "Battery",
  5: "SSD",
  6: "Gimbal",
};

export const sdCardStates: Labels = {
  0: "Normal",
  1: "NoCard",
  2: "InvalidCard",
  3: "WriteProtected",
  4: "Unformatted",
  5: "Formatting",
  6: "IllegalFileSys",
  7: "Busy",
  8: "Full",
  9: "LowSpeed",
  10: "UnknownError",
  11: "IndexMax",
  12: "Initialize",
  13: "SuggestFormat",
  14: "Repairing",
};

export const cameraModes: Labels = {
  0: "Capture",
  1: "Recording",
  2: "Playback",
  3: "Transcode",
  4: "Tuning",
  5: "PowerSave",
  6: "Download",
  7: "XcodePlayback",
  8: "Broadcast",
};

export const firmwareSenders: Labels = {
  0: "None",
  1: "Camera",
  3: "MC",
  4: "Gimbal",
  6: "RC",
  11: "Battery",
};

export const groundOrSky: Labels = { 0: "Ground", 1: "Ground", 2: "Sky", 3: "Sky" };
export const modeChannels: Labels = { 0: "Manual", 1: "A", 2: "P", 3: "Nav" };
export const batteryTypes: Labels = { 0: "Unknown", 1: "NonSmart", 2: "Smart" };
export const controlDevices: Labels = {
  0: "RC",
  1: "App",
  2: "Onboard",
  3: "Camera",
  128: "Other",
};
export const goHomeModes: Labels = { 0: "Normal", 1: "FixedHeight" };
export const compassStates: Labels = {
  0: "NotCalibrating",
  1: "Horizontal",
  2: "Vertical",
  3: "Successful",
};
export const iocModes: Labels = { 1: "CourseLock", 2: "HomeLock", 3: "HotspotSurround" };
export const heightLimitStates: Labels = {
  0: "None",
  1: "NoGPS",
  2: "Orientation",
  3: "Orientation",
  4: "AvoidGround",
  5: "Normal",
};
export const gimbalModes: Labels = { 0: "Free", 1: "FPV", 2: "YawFollow" };
export const modeSwitches: Labels = { 0: "One", 1: "Two", 2: "Three" };
export const deformStates: Labels = {
  1: "FoldComplete",
  2: "Folding",
  3: "StretchComplete",
  4: "Stretching",
  5: "StopDeformation",
};
export const deformModes: Labels = { 0: "Pack", 1: "Protect", 2: "Normal" };
export const batteryStates: Labels = { 0: "Normal", 1: "Invalid", 2: "Exception" };
export const batteryGoHomeStates: Labels = { 0: "NonGoHome", 1: "GoHome", 2: "GoHomeAlready" };
export const failSafes: Labels = { 0: "Hover", 1: "Landing", 2: "GoHome" };
export const sensorDirections: Labels = { 0: "Nose", 1: "Tail", 2: "Right", 3: "Left" };
export const obstacleLevels: Labels = { 0: "Invalid", 1: "Safe", 2: "Warning", 3: "Danger" };
export const coordinateSystems: Labels = { 0: "Ground", 1: "Body" };
export const angleOrVelocity: Labels = { 0: "Angle", 1: "Velocity" };
export const velocityOrPosition: Labels = { 0: "Velocity", 1: "Position" };
