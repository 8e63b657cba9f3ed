// One alarm serves everything in an object that waits: it is always set to the earliest due time.

export class Alarm {
  private next: number | null | undefined;
  private readonly storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.storage = storage;
  }

  /** Makes sure that the alarm fires at `time` (ms since 1970) or before. */
  async by(time: number): Promise<void> {
    if (this.next === undefined) this.next = await this.storage.getAlarm();
    if (this.next !== null && this.next !== undefined && this.next <= time) return;
    this.next = time;
    await this.storage.setAlarm(time);
  }

  /** Call first in alarm(): the alarm that fired is used up. */
  fired(): void {
    this.next = null;
  }
}
