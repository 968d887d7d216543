/**
 * The states of a case: four steps (the street's own words) over seven stages
 * (Shandong 鲁建城字〔2014〕19号). A case is in exactly one state; merging, urging and
 * pending approvals are marks beside it.
 */
export const STEPS = {
  1: '诉求受理',
  2: '分解流转',
  3: '反馈评价',
  4: '办结归档',
} as const

export type Step = keyof typeof STEPS

export type Stage =
  | '信息采集'
  | '案卷建立'
  | '任务派遣'
  | '任务处置'
  | '处理反馈'
  | '核查结案'
  | '综合评价'

interface StateInfo {
  readonly step: Step
  readonly stage: Stage
  /** The desk's word. */
  readonly label: string
  /** What a resident reads. */
  readonly plain: string
  readonly isOpen: boolean
}

export const STATES = {
  registered: { step: 1, stage: '信息采集', label: '待受理', plain: '我们收到了，正在看', isOpen: true },
  verifying: { step: 1, stage: '案卷建立', label: '待立案', plain: '已经受理，正在核实', isOpen: true },
  filed: { step: 2, stage: '案卷建立', label: '待派遣', plain: '已经立案，正在找负责的单位', isOpen: true },
  dispatched: { step: 2, stage: '任务派遣', label: '待接办', plain: '已经交给负责单位，等他们接手', isOpen: true },
  handling: { step: 2, stage: '任务处置', label: '处置中', plain: '负责单位正在办', isOpen: true },
  suspended: { step: 2, stage: '任务处置', label: '挂账', plain: '暂时办不了，原因已记下，条件具备就接着办', isOpen: true },
  escalated: { step: 2, stage: '任务派遣', label: '街呼区应', plain: '街道办不了，已经请区里的部门来办', isOpen: true },
  replied: { step: 3, stage: '处理反馈', label: '已回复', plain: '负责单位已经答复，等待核查', isOpen: true },
  checking: { step: 3, stage: '核查结案', label: '核查中', plain: '正在核查是不是真的办好了', isOpen: true },
  closed: { step: 4, stage: '核查结案', label: '已办结', plain: '已经办结，请您评价', isOpen: false },
  archived: { step: 4, stage: '综合评价', label: '已销号', plain: '已经办结并存档', isOpen: false },
  void: { step: 4, stage: '核查结案', label: '已作废', plain: '经两人审核，这件事不作为案件办理', isOpen: false },
} as const satisfies Record<string, StateInfo>

export type CaseState = keyof typeof STATES

/** All states, in the order of the flow. */
export const caseStates = Object.keys(STATES) as CaseState[] // keys of a literal table

/** The states in which somebody still has to act. */
export const openStates: readonly CaseState[] = caseStates.filter((state) => STATES[state].isOpen)

/** How a case ended: closed is not solved, both are kept. */
export type Outcome = 'solved' | 'unsolved' | 'refused'

/** Why an appeal may be refused: a closed list, each naming where the resident can turn. */
export const REFUSAL_REASONS = {
  'court-or-arbitration': '已经进入诉讼、仲裁或行政复议',
  'not-government': '不属于政府职责，建议协商或走法律途径',
  'other-authority': '由其他机关专门受理',
  'no-facts': '没有可以查证的事实',
  'already-answered': '同一事项已经答复，没有新的情况',
  'outside-area': '不在本街道范围',
} as const
export type RefusalReason = keyof typeof REFUSAL_REASONS

/** Why a unit may send a case back (within two working days). */
export const RETURN_REASONS = {
  'not-my-duty': '不属于本单位职责',
  'not-my-area': '不在本单位管辖范围',
  'wrong-class': '分类不准确',
  'wrong-place': '位置不准确，无法找到',
  'needs-others': '需要其他单位先行处理',
} as const
export type ReturnReason = keyof typeof RETURN_REASONS

/** Why the clock may stop (挂账). */
export const SUSPENSION_REASONS = {
  season: '受季节限制，暂不具备施工条件',
  engineering: '需要列入工程计划',
  funding: '需要落实资金',
  law: '需要等待法律程序结果',
  condition: '现场暂不具备处置条件',
} as const
export type SuspensionReason = keyof typeof SUSPENSION_REASONS
