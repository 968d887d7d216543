const TABS = ['rules', 'check', 'learn', 'try', 'history'] as const
/** The parts of the page; the address names one. */
export type RulesTab = (typeof TABS)[number]

/** What the address of the page may say. */
export function readRulesSearch(search: Readonly<Record<string, unknown>>): { tab?: RulesTab } {
  const tab = TABS.find((one) => one === search['tab'])
  return tab && tab !== 'rules' ? { tab } : {}
}
