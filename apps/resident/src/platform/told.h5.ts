/** A browser gets no messages of WeChat. */
export function canBeTold(): boolean {
  return false
}

export async function agreeToBeTold(): Promise<string | undefined> {
  return undefined
}
