/** Says what time it is. A part like any other, so that tests stand still. */
export type Clock = () => Date;
