const pauseMilliseconds = 100;

/** Ten times a second is often enough for a person to follow. */
export function soon(callback: () => void): void {
  setTimeout(callback, pauseMilliseconds);
}
