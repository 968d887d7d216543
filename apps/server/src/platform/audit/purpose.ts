/** Why somebody looked, as the trail keeps it: the purpose, then what they added. */
export function purposeText(purpose: string, note: string | undefined): string {
  return note ? `${purpose}：${note}` : purpose
}
