/** A location that was accepted can't be reached any more, since the settings have changed. The message is for people. */
export class LocationLost extends Error {}
