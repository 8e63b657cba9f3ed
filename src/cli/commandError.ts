/** Something that a person can put right: shown as one line, without a stack trace. */
export class CommandError extends Error {}

/** Runs a command's main function; what it throws is printed and ends the process with code 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const told = error instanceof CommandError ? error.message : error instanceof Error ? error.stack : error;
    console.error(`error: ${told}`);
    process.exitCode = 1;
  }
}
