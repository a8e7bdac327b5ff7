/**
 * A fault as it is thrown out of a Lambda: its name alone, by which the machine's Catch and Retry go. The runtime logs the
 * message of what is thrown and Step Functions keeps it as the cause, and a message may quote what was sent or stored.
 */
export class NamedFault extends Error {
  override readonly name: string;

  constructor(error: unknown) {
    super('What happened is in the log line before');
    this.name = error instanceof Error ? error.name : 'Error';
  }
}
