import { MODULES } from '../define/choices.ts'
import type { Scenario } from '../define/shape.ts'
import { campaignLines, exampleLines, ignoredText, parameterLines, peopleText, playbookLines, severityText, sourceText, whenCaseText } from './lines.ts'

/** docs/scenarios.md: a table of all scenarios and a section each, in Markdown. */
export function scenariosPage(scenarios: readonly Scenario[]): string {
  const modules = Object.entries(MODULES).map(([id, name]) => ({ name, own: scenarios.filter(({ module }) => module === id) })).filter(({ own }) => own.length > 0)
  return [
    '# 场景（X）',
    '',
    '<!-- Made by `npm run gen` from packages/scenarios/src; do not edit. -->',
    '',
    `共 ${scenarios.length} 个场景，每个一个文件（\`packages/scenarios/src\`）。设备按产品类别和测点名、摄像机按标签和区域名对上场景；街道在“场景”里打开后就按这里写的报、找人、立案（\`platform/alarms\`）。默认都是关的。别的系统转来的话（通用格式里的 \`class\`）由听这类话的场景接；居民的诉求不进场景，直接成案。`,
    '',
    '各项默认值都可以由街道改；出处写明的是标准条文，没有条文的写明是本系统默认值。识别结果只作提醒，不作处罚依据。时限中“小时（昼夜连续计算）”即紧急工作时。',
    '',
    '| 场景 | 模块 | 什么引起 | 级别 | 先找谁 | 时限 | 自动立案 |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...modules.flatMap(({ name, own }) => own.map((scenario) => rowOf(scenario, name))),
    '',
    ...modules.flatMap(({ name, own }) => [`## ${name}`, '', ...own.flatMap(sectionOf)]),
  ].join('\n')
}

function rowOf(scenario: Scenario, module: string): string {
  const { id, name, who } = scenario
  const first = who.ladder.filter(({ afterMinutes }) => afterMinutes === 0)
  return `| [${name}](#${id}) | ${module} | ${sourceText(scenario, '、')} | ${severityText(scenario)} | ${peopleText(first)} | ${whenCaseText(scenario).limit} | ${whenCaseText(scenario).when} |`
}

function sectionOf(scenario: Scenario): string[] {
  const { id, name, about, who, falseAlarms, privacy, classCode, classOf = {} } = scenario
  return [
    `<a id="${id}"></a>`,
    '',
    `### ${name}`,
    '',
    about,
    '',
    `- **什么引起**：${sourceText(scenario, '；')}${ignoredText(scenario)}`,
    `- **级别**：${severityText(scenario)}`,
    `- **找谁**：${peopleText(who.ladder)}`,
    `- **案件**：${whenCaseText(scenario).long}，分类 ${[classCode, ...Object.values(classOf)].map((code) => `\`${code}\``).join('、')}`,
    `- **怎样不误报**：${falseAlarms.join('；')}`,
    `- **对人的保护**：${privacy ?? '不涉及个人'}`,
    ...campaignLines(scenario),
    '',
    '| 参数 | 默认 | 范围 | 说明 | 出处 |',
    '| --- | --- | --- | --- | --- |',
    ...parameterLines(scenario),
    '',
    '处置步骤：',
    '',
    ...playbookLines(scenario),
    '',
    '例子（都作为测试运行）：',
    '',
    ...exampleLines(scenario),
    '',
  ]
}
