import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Checkbox, Form, Input, Modal, Select } from 'antd'
import { ApiError } from '@yihu/client'
import { listPoolTags, saveRoutine } from '@yihu/contracts'
import type { RoutineRow } from '@yihu/contracts'
import { CODE_TABLES, localDate, RHYTHMS, VISIT_ACTS, VISIT_SUBJECTS } from '@yihu/domain'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { optionsOf } from '../../app/options.ts'
import { AreaPicker } from '../areas/area-picker.tsx'
import { CAMPAIGN_PRESETS } from './campaign-presets.ts'
import { GRID_KEY } from './grid-queries.ts'
import { formOf, typedOf } from './routine-values.ts'
import type { TypedRoutine } from './routine-values.ts'

const FIELDS = ['name', 'act', 'rhythm', 'subject', 'tags', 'kinds', 'begins', 'ends', 'how', 'standards', 'wording', 'isDestroyed', 'basis'] as const satisfies readonly (keyof TypedRoutine)[]

interface RoutineDialogProps {
  /** Null: a new one. */
  readonly routine: RoutineRow | null
  readonly isCampaign: boolean
  readonly onClose: () => void
}

/** Changes a routine, adds one or opens a campaign. */
export function RoutineDialog({ routine, isCampaign, onClose }: RoutineDialogProps) {
  const [form] = Form.useForm<TypedRoutine>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const isOnce = Form.useWatch('rhythm', form) === 'once'
  const save = useMutation({
    mutationFn: (typed: TypedRoutine) => api.call(saveRoutine, { params: { id: routine?.id ?? `own-${crypto.randomUUID().slice(0, 8)}` }, body: { version: routine?.version ?? 0, routine: formOf(typed) } }),
    onSuccess: async () => {
      void message.success('已保存，到期清单马上按它算')
      await queries.invalidateQueries({ queryKey: [GRID_KEY] })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      form.setFields(Object.entries(error.fields ?? {}).flatMap(([path, text]) => FIELDS.filter((name) => path.startsWith(`routine.${name}`)).map((name) => ({ name, errors: [text] }))))
    },
  })
  return (
    <Modal open title={routine ? `修改“${routine.form.name}”` : isCampaign ? '开一个专项' : '加一项'} okText="保存" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" initialValues={typedOf(routine?.form ?? null, { isCampaign, today: localDate(Date.now()) })} onFinish={(typed) => save.mutate({ ...typedOf(null, { isCampaign: false, today: '' }), ...typed })}>
        {isCampaign ? <Form.Item label="照常用的开（可不选）"><Select aria-label="照常用的开" allowClear placeholder="选了以后还可以改" options={CAMPAIGN_PRESETS.map(({ name }) => ({ value: name, label: name }))} onChange={(chosen: string | undefined) => form.setFieldsValue(CAMPAIGN_PRESETS.find(({ name }) => name === chosen) ?? {})} /></Form.Item> : null}
        <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}><Input maxLength={20} /></Form.Item>
        <Form.Item name="act" label="做什么"><Select options={optionsOf(VISIT_ACTS)} /></Form.Item>
        <Form.Item name="rhythm" label="多久一次" extra="期限内一次的是专项，要有开始和结束"><Select options={optionsOf(RHYTHMS)} /></Form.Item>
        <Subject />
        <Where />
        <Form.Item name="begins" label={isOnce ? '开始' : '从哪天起'} rules={isOnce ? [{ required: true, message: '请选择开始的日期' }] : []}><Input type="date" /></Form.Item>
        <Form.Item name="ends" label={isOnce ? '结束' : '到哪天止'} rules={isOnce ? [{ required: true, message: '请选择结束的日期' }] : []}><Input type="date" /></Form.Item>
        {isOnce ? <Ending /> : <Season />}
        <Form.Item name="how" label="怎样做" rules={[{ required: true, whitespace: true, message: '请填写怎样做' }]}><Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        <Form.Item name="standards" label="统一标准（可不填）" extra="街道自己定的，走访的人在手机和电脑上当场看得到，没有信号也看得到"><Input.TextArea maxLength={1000} autoSize={{ minRows: 1, maxRows: 6 }} /></Form.Item>
        <Form.Item name="wording" label="统一口径（可不填）" extra="政策怎么说，大家说一样的话"><Input.TextArea maxLength={1000} autoSize={{ minRows: 1, maxRows: 6 }} /></Form.Item>
        <Form.Item name="isActive" valuePropName="checked"><Checkbox>启用</Checkbox></Form.Item>
      </Form>
    </Modal>
  )
}

/** By what some subjects are narrowed, beside tags. */
const KINDS_OF: Readonly<Partial<Record<TypedRoutine['subject'], { readonly label: string; readonly table: Readonly<Record<string, string>> }>>> = {
  organisation: { label: '哪些类别的单位（不选就是全部）', table: CODE_TABLES.organisationKind },
  house: { label: '哪些用途的房屋（不选就是全部）', table: CODE_TABLES.houseUse },
  part: { label: '哪些类别的部件（填分类代码，不填就是全部）', table: {} },
}

/** Of whom it is asked; tags are of the vocabulary. */
function Subject() {
  const form = Form.useFormInstance<TypedRoutine>()
  const subject = Form.useWatch('subject', form)
  const { data } = useQuery({ queryKey: ['pool-tags'], queryFn: ({ signal }) => api.call(listPoolTags, { signal }) })
  const tags = (data?.tags ?? []).filter(({ register, isActive }) => isActive && register === subject)
  return (
    <>
      <Form.Item name="subject" label="看谁"><Select options={optionsOf(VISIT_SUBJECTS)} onChange={() => form.setFieldsValue({ tags: [], kinds: [] })} /></Form.Item>
      <Form.Item name="tags" label="有哪些标签的（不选就是全部）" hidden={tags.length === 0}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={tags.map(({ code, name }) => ({ value: code, label: name }))} /></Form.Item>
      <Form.Item name="kinds" label={KINDS_OF[subject]?.label ?? ''} hidden={!KINDS_OF[subject]}>
        <Select mode={subject === 'part' ? 'tags' : 'multiple'} showSearch={{ optionFilterProp: 'label' }} options={optionsOf(KINDS_OF[subject]?.table ?? {})} />
      </Form.Item>
    </>
  )
}

function Where() {
  const form = Form.useFormInstance<TypedRoutine>()
  const area = Form.useWatch('area', form)
  return <Form.Item name="area" label="哪里（不选就是全街道）"><AreaPicker value={area} onChange={(path) => form.setFieldValue('area', path)} none="全街道" /></Form.Item>
}

/** Of a campaign whose records may not outlive it. */
function Ending() {
  const isDestroyed = Form.useWatch('isDestroyed', Form.useFormInstance<TypedRoutine>())
  return (
    <>
      <Form.Item name="isDestroyed" valuePropName="checked" extra="疫情等专项用：结束后第二天凌晨删除走访记录，留下证明；期间不核实登记"><Checkbox>结束后销毁走访记录</Checkbox></Form.Item>
      <Form.Item name="basis" label={isDestroyed ? '依据' : '依据（可不填）'} rules={isDestroyed ? [{ required: true, whitespace: true, message: '请写明法律或文件依据' }] : []}><Input maxLength={100} /></Form.Item>
    </>
  )
}

function Season() {
  const rules = [{ pattern: /^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u, message: '请写月-日，如 11-15' }]
  return (
    <>
      <Form.Item name="seasonFrom" label="只在一季里做的，从几月几日" extra="写月-日，如供暖季 11-15" rules={rules}><Input maxLength={5} /></Form.Item>
      <Form.Item name="seasonTo" label="到几月几日" rules={rules}><Input maxLength={5} /></Form.Item>
    </>
  )
}
