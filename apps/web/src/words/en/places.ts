export const places = {
  "places.title": "Where are my logs?",
  "places.about":
    "Flight logs lie on what you steer with, a controller or a phone, not on the card in the aircraft. This page works without internet.",
  "places.choose": "What do you fly with?",
  "places.kind.controller": "Controllers with a screen",
  "places.kind.phone": "Controller and phone",
  "places.kind.aircraft": "Card of the aircraft",
  "places.kind.other": "Others",
  "places.folder": "Folder",
  "places.folders": "Folders with logs",
  "places.remains": "What else remains there",
  "places.remains.about":
    "Taking in copies; it deletes nothing on your devices. If nobody else should see these, delete them there once there is a backup.",
  "places.unconfirmed": "Not confirmed",
  "places.unconfirmed.about":
    "No source that we know states this folder. It follows from other devices with the same app.",
  "places.none": "No folder with flight logs is known.",
  "places.systems": "By operating system",
  "places.holds.logs": "Flight logs (.txt)",
  "places.holds.films": "Videos with the flight in them (.MP4, .MOV, .LRF), readable as tracks",
  "places.holds.srt": "Subtitles of videos (.SRT), readable as tracks",
  "places.holds.ulog": "Flight logs of PX4 (.ulg)",
  "places.holds.dataflash": "Flight logs of ArduPilot (.BIN)",
  "places.holds.telemetry": "Telemetry logs (.tlog)",
  "places.holds.flight-controller-logs":
    "Logs of the flight controller (.DAT), sealed by DJI; Homepoint does not read them",
  "places.fly-controller.name": "RC 2, RC, RC Pro (DJI Fly)",
  "places.fly-controller.about":
    "The controller is an Android device of its own. Logs of DJI Fly lie in its internal storage.",
  "places.fly-android.name": "RC-N1, N2, N3 and an Android phone (DJI Fly)",
  "places.fly-android.about": "The logs lie on the phone; the controller keeps none.",
  "places.fly-iphone.name": "RC-N1, N2, N3 and an iPhone or iPad (DJI Fly)",
  "places.fly-iphone.about": "The logs lie on the phone and are reached by its file sharing.",
  "places.pilot2.name": "RC Plus, RC Pro Enterprise, Smart Controller Enterprise (Pilot 2)",
  "places.pilot2.about": "Logs of DJI Pilot 2 lie in the controller's internal storage.",
  "places.go4-android.name": "Android phone or tablet (DJI GO 4)",
  "places.go4-android.about":
    "GO 4 keeps much more than logs. The logs hold serial numbers of aircraft and battery in clear.",
  "places.go4-iphone.name": "iPhone or iPad (DJI GO 4)",
  "places.go4-iphone.about": "Reached by the file sharing of the phone.",
  "places.go3.name": "Android phone or tablet (DJI GO, the older DJI Pilot)",
  "places.go3.about": "The same families of files as GO 4, in another folder.",
  "places.smart-controller.name": "Smart Controller",
  "places.smart-controller.about":
    "An Android device of its own. Where the logs lie depends on the app that you fly with.",
  "places.crystalsky.name": "CrystalSky",
  "places.crystalsky.about":
    "An Android display. Where the logs lie depends on the app that you fly with.",
  "places.goggles.name": "Goggles",
  "places.goggles.about":
    "Goggles record what you see. If a phone or controller was connected, look for the logs there.",
  "places.other-app.name": "Another app, built on DJI's SDK",
  "places.other-app.about":
    "Such an app decides where its logs lie, and old ones are overwritten. Look in the app's own folder for FlightRecord.",
  "places.card.name": "Memory card or internal storage of the aircraft",
  "places.card.about":
    "Photos and videos. Newer aircraft write the flight into the video itself; with captions turned on there are subtitles, in it or in a file beside it. No flight logs.",
  "places.px4.name": "Autopilot with PX4",
  "places.px4.about":
    "The autopilot writes a log for each flight on its own card, in a folder for each day.",
  "places.ardupilot.name": "Autopilot with ArduPilot",
  "places.ardupilot.about": "The autopilot writes a numbered log for each flight on its own card.",
  "places.ground-station.name": "QGroundControl or Mission Planner",
  "places.ground-station.about":
    "The ground station keeps what came over the radio, and logs that were downloaded from the autopilot.",
  "places.remains.thumbnails":
    "Thumbnails of photos (CACHE_IMAGE): they stay for months, and their names tell the time of capture",
  "places.remains.live-view-video": "A 720p copy of the live view (DJI_RECORD)",
  "places.remains.voice": "A folder for recorded voice (RECORD_VOICE)",
  "places.remains.flight-controller-logs":
    "Logs of the flight controller (MCDatFlightRecords, .DAT)",
  "places.remains.app-databases": "Databases, diagnostics and edits of the app",
  "places.remains.zones": "The app's database of flight zones (not reachable without root)",
  "places.remains.own-media": "Your photos and videos",
  "places.remains.aircraft-logs": "Logs on board the aircraft (.DAT), sealed in newer ones",
  "places.remains.unknown-caches":
    "Thumbnails and other caches of the app; where they lie is not confirmed",
  "places.way.usb-android.windows":
    "Connect by USB and choose “File transfer” on the device. It appears in Explorer under This PC. Copy the folder to the disk, then drop it here.",
  "places.way.usb-android.macos":
    "macOS does not speak MTP by itself: use an MTP program, or copy the folder to a card or stick on the device.",
  "places.way.usb-android.linux":
    "Connect by USB and choose “File transfer”. Most file managers open it; else use jmtpfs or gvfs.",
  "places.way.usb-iphone.windows":
    "Open iTunes or Apple Devices, choose the phone, then File Sharing, then the app. Save the folder to the disk and drop it here.",
  "places.way.usb-iphone.macos":
    "Open Finder, choose the phone in the side bar, then Files, then the app. Drag the folder to the disk and drop it here.",
  "places.way.usb-iphone.linux":
    "ifuse with the option for documents of an app shows the same folder.",
  "places.way.card.windows": "Put the card into a reader, or connect the aircraft by USB.",
  "places.way.card.macos": "Put the card into a reader, or connect the aircraft by USB.",
  "places.way.card.linux": "Put the card into a reader, or connect the aircraft by USB.",
  "places.way.own-files.windows": "Copy the folder to the disk, then drop it here.",
  "places.way.own-files.macos": "Copy the folder to the disk, then drop it here.",
  "places.way.own-files.linux": "Copy the folder to the disk, then drop it here.",
  "places.system.windows": "Windows",
  "places.system.macos": "macOS",
  "places.system.linux": "Linux",
} as const;
