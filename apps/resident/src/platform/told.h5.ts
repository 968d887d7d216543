/** A browser gets no messages of WeChat. */
export function canBeTold(): boolean {
  return false
}

/** What somebody said to WeChat's question: yes, with what the server recognises them by; no; or WeChat did not let us ask. */
export type ToldAnswer = { readonly code: string } | 'declined' | 'not-let'

export async function agreeToBeTold(): Promise<ToldAnswer> {
  return 'not-let'
}
