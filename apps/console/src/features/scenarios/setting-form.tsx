import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, DatePicker, Form, Input, Switch } from 'antd'
import dayjs from 'dayjs'
import type { Dayjs } from 'dayjs'
import { ApiError } from '@yihu/client'
import { saveScenario } from '@yihu/contracts'
import type { ScenarioDetail } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { fieldErrors } from '../../app/refused.ts'
import { ParameterField } from './parameter-field.tsx'
import { changedOf, valueText } from './setting-values.ts'
import type { Settings } from './setting-values.ts'

interface Values {
  readonly isOn: boolean
  readonly endsOn?: Dayjs | null
  readonly legalBasis?: string
  readonly settings: Settings
}

interface SettingFormProps {
  readonly scenario: ScenarioDetail
  /** Tries the settings on what was measured; null for those who may only look. */
  readonly onTry: ((settings: Settings) => void) | null
}

/** Switch and parameters of a scenario in one area: fields, bounds and help come from the scenario itself. */
export function SettingForm({ scenario, onTry }: SettingFormProps) {
  const [form] = Form.useForm<Values>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const { own, setAt, parameters, campaign, mayEdit } = scenario
  const save = useMutation({
    mutationFn: ({ isOn, endsOn, legalBasis, settings }: Values) => api.call(saveScenario, {
      params: { id: scenario.id }, body: { area: own.path, version: own.version, isOn, settings: changedOf(parameters, settings), endsOn: endsOn?.format('YYYY-MM-DD') ?? null, ...(isOn && legalBasis ? { legalBasis } : {}) },
    }),
    onSuccess: (saved, { isOn }) => {
      void message.success(campaign && isOn ? '申请已提交，等另一位同事批准后开始' : saved.isOn ? '已保存，从下一条消息起生效' : '已关闭')
      void queries.invalidateQueries({ queryKey: ['scenario', scenario.id] })
      void queries.invalidateQueries({ queryKey: ['scenarios'] })
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      form.setFields(fieldErrors(error.fields) as Parameters<typeof form.setFields>[0]) // names come from the same form
      if (error.status === 409) void queries.invalidateQueries({ queryKey: ['scenario', scenario.id] })
    },
  })
  return (
    <section className="card" aria-label="设置">
      <h2>设置</h2>
      <p className="soft">{own.version > 0 ? `这个区域自己的第 ${own.version} 版` : setAt ? `跟随${setAt.name}；在这里保存后，这个区域就用自己的` : '还没有人设过'}</p>
      <Form form={form} layout="vertical" requiredMark={false} disabled={!mayEdit || save.isPending} className="scenario-form" initialValues={startOf(scenario)} onFinish={(values) => save.mutate(values)}>
        <Form.Item name="isOn" label="开关" valuePropName="checked"><Switch checkedChildren="开" unCheckedChildren="关" /></Form.Item>
        {campaign ? <Form.Item name="endsOn" label="到哪天为止" extra={`最长 ${campaign.mostDays} 天；结束后 ${campaign.destroyWithinDays} 天内销毁：${campaign.destroys.join('、')}`}><DatePicker /></Form.Item> : null}
        {campaign ? <Form.Item name="legalBasis" label="依据" extra="法律、法规的条款，或上级文件的名称和文号；打开和改动都要另一位同事批准"><Input maxLength={300} placeholder="例如：区防指〔2026〕12 号通知" /></Form.Item> : null}
        {parameters.map((parameter) => (
          <Form.Item key={parameter.name} name={['settings', parameter.name]} label={parameter.label} extra={`${parameter.help} 默认 ${valueText(parameter, parameter.default)}。`} {...(parameter.basis ? { tooltip: parameter.basis } : {})}>
            <ParameterField parameter={parameter} />
          </Form.Item>
        ))}
        {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
        {mayEdit ? (
          <div className="scenario-foot">
            {onTry ? <Button onClick={() => onTry(changedOf(parameters, form.getFieldsValue().settings))}>试跑过去 30 天</Button> : null}
            <Button type="primary" htmlType="submit" loading={save.isPending}>{campaign ? '提交' : '保存'}</Button>
          </div>
        ) : null}
      </Form>
    </section>
  )
}

function startOf({ isOn, endsOn, parameters }: ScenarioDetail): Values {
  return { isOn, endsOn: endsOn ? dayjs(endsOn) : null, settings: Object.fromEntries(parameters.map(({ name, value }) => [name, value])) }
}
