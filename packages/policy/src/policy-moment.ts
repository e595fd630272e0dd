/** When a policy is asked. */
export type PolicyMoment = {
  /** Wall time, ISO 8601 in UTC. */
  readonly at: string;
  /** Seconds this installation has been running in all its life; persisted, never going back. */
  readonly runningSeconds: number;
  /** The latest time that any fact bears, or that a witness has corrected it to. */
  readonly latestFactAt?: string;
  /** The wall clock moved ahead by itself, and nothing has confirmed it since. */
  readonly clockJumped?: boolean;
};
