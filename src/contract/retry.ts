// Trying again what may have failed for a passing reason.

export interface RetryOptions {
  /** Tries in all, the first one included. */
  tries: number;
  /** Milliseconds before the second try; doubled each time up to `maxDelayMs`. */
  delayMs: number;
  maxDelayMs: number;
  /** Whether another try can help. */
  retryable: (error: unknown) => boolean;
  /** Ends the waiting: its reason is thrown. */
  signal?: AbortSignal;
}

/** Runs `work` until it succeeds; throws its last error when no try is left or `retryable` says no. */
export async function retrying<T>(options: RetryOptions, work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      if (options.signal?.aborted || attempt >= options.tries || !options.retryable(error)) throw error;
    }
    await pause(Math.min(options.maxDelayMs, options.delayMs * 2 ** (attempt - 1)), options.signal);
  }
}

/** Waits, or throws the signal's reason as soon as it is aborted. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
