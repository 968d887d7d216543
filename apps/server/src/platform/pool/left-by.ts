import type { KnownPerson } from '../../kernel/module.ts'

interface Leavings<Left> {
  /** All that carries a telephone. */
  readonly ofPhone: (phone: string) => Promise<readonly Left[]>
  /** The name it carries, null: none. */
  readonly nameOf: (left: Left) => string | null | undefined
  readonly idOf: (left: Left) => string
}

/** What these persons left under their telephones, each once: of a telephone that is nobody else's all, of a shared one only what also bears their name. */
export async function leftBy<Left>(persons: readonly KnownPerson[], { ofPhone, nameOf, idOf }: Leavings<Left>): Promise<Left[]> {
  const found = new Map<string, Left>()
  for (const { name, phone, isOnlyOne } of persons) {
    if (phone === null) continue
    for (const left of await ofPhone(phone)) if (isOnlyOne || (name !== null && nameOf(left) === name)) found.set(idOf(left), left)
  }
  return [...found.values()]
}
