/** One command of `yihu`. */
export interface Command {
  /** How it is called, after `yihu`. */
  readonly usage: string
  readonly summary: string
  /**
   * @returns the exit code
   * @throws UsageError (exit 2); Fault and other errors (exit 1)
   */
  run(args: readonly string[]): Promise<number>
}

/** The command was called wrongly; the message is one line. */
export class UsageError extends Error {}

/** One line on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One line on standard error: progress and complaints, so that standard output stays readable for programs. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Picks a subcommand by its name. */
export function pick<T>(commands: Readonly<Record<string, T>>, name: string | undefined, of: string): T {
  const found = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (found !== undefined) return found
  const known = Object.keys(commands).join(' | ')
  throw new UsageError(name === undefined ? `${of} 后面缺一个词 / missing: ${known}` : `不认识 ${of} ${name} / unknown, use: ${known}`)
}

/** The value of an option that must be there. */
export function need(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`缺少${option} / argument missing`)
  return value
}
