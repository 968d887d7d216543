type Raw = Readonly<Record<string, unknown>>

/** What the page shows: places reached, or one's own way. */
export interface TracksSearch {
  readonly tab?: 'mine'
  readonly area?: string
  readonly day?: string
}

/** Changes part of the address. */
export type Go = (next: { readonly [K in keyof TracksSearch]?: TracksSearch[K] | undefined }) => void

/** Reads an address; what makes no sense is left out. */
export function readTracksSearch({ tab, area, day }: Raw): TracksSearch {
  return {
    ...(tab === 'mine' ? { tab } : {}), ...(typeof area === 'string' && /^[\w.-]{1,200}$/u.test(area) ? { area } : {}), ...(typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(day)) ? { day } : {}),
  }
}
