/** An event such as a move of a case makes, under a topic that nobody acts upon; `~` stands in each once. */
export function eventOf(n: number) {
  return {
    topic: 'bench.moved',
    scopePath: 'd370305.s002.c01.g001',
    payload: { id: `0192f0c1-7e1a-7000-8000-${String(n).padStart(12, '0')}`, number: `XG20261129${String(n).padStart(6, '0')}`, title: '~单元门口的路灯不亮，晚上看不见路', move: 'dispatch', from: 'filed', state: 'dispatched', version: 4, by: '0192f0c1-7e1a-7000-8000-000000000001', unitId: 'dept-urban' },
  }
}
