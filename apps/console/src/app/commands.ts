import { useEffect, useRef, useSyncExternalStore } from 'react'

/** Something the command box can do besides going somewhere. */
interface Command {
  readonly id: string
  readonly label: string
  /** The key that does the same. */
  readonly key: string | undefined
  readonly run: () => void
}

interface Offer {
  /** What the commands are about: the open case. */
  readonly title: string
  readonly commands: readonly Command[]
}

let present: Offer | null = null
const listeners = new Set<() => void>()

function set(next: Offer | null): void {
  present = next
  for (const listener of listeners) listener()
}

/** Offers commands while the component is there; the latest offer counts. */
export function useOffer(title: string, commands: readonly Command[]): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const names = commands.map(({ id, label, key = '' }) => `${id} ${label} ${key}`).join('|')
  useEffect(() => {
    const run = (id: string) => latest.current.find((one) => one.id === id)?.run()
    const own = { title, commands: latest.current.map((one) => ({ ...one, run: () => run(one.id) })) }
    set(own)
    return () => { if (present === own) set(null) }
  }, [title, names])
}

/** What can be done now. */
export function useOffered(): Offer | null {
  return useSyncExternalStore((changed) => {
    listeners.add(changed)
    return () => { listeners.delete(changed) }
  }, () => present)
}
