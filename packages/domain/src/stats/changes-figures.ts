const KINDS: ReadonlySet<string> = new Set(['alarm', 'area', 'care', 'case', 'check', 'cluster', 'deliberation', 'device', 'grid', 'pool', 'prevention'])

/** Whether an event (`kind.what`) may change what screens count. What devices say every second does not: screens look again by themselves. */
export function changesFigures(topic: string): boolean {
  return topic !== 'case.presence' && topic !== 'device.reported' && KINDS.has(topic.split('.')[0] ?? '')
}
