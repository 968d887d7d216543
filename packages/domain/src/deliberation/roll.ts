/** What households of a roll and names at the table are told apart by: «１０１», «1 01» and «101» are one, however it was typed. */
export function writtenKey(words: string): string {
  return words.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()
}
