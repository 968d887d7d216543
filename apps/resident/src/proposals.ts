import { keep, type Kept, readKept } from './model/receipts.ts'
import { readStore, writeStore } from './platform/store.ts'

const KEY = 'proposals'
const COMMUNITY = 'community'

/** 「我提的」 as kept on this device, newest first. */
export function keptProposals(): Kept[] {
  return readKept(readStore(KEY))
}

export function keepProposal(one: Kept): boolean {
  return writeStore(KEY, keep(keptProposals(), one))
}

/** The community somebody looked at last; its path. */
export function keptCommunity(): string | undefined {
  const kept = readStore(COMMUNITY)
  return typeof kept === 'string' ? kept : undefined
}

export function keepCommunity(path: string): void {
  writeStore(COMMUNITY, path)
}
