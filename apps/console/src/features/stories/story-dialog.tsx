import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Form, Input, Modal, Radio } from 'antd'
import { ApiError } from '@yihu/client'
import { saveStory, STORY_KINDS, writeStory } from '@yihu/contracts'
import type { DeskStory, StoryForm } from '@yihu/contracts'
import { api } from '../../app/api.ts'
import { textOf } from '../../app/conditions.tsx'
import { StoryPictures } from './story-pictures.tsx'

const kinds = Object.entries(STORY_KINDS).map(([value, label]) => ({ value, label }))
const FIELDS: readonly (keyof StoryForm)[] = ['kind', 'title', 'body', 'pictures']

/** Writes a piece, or changes a draft. */
export function StoryDialog({ story, onClose }: { readonly story: DeskStory | null; readonly onClose: () => void }) {
  const [form] = Form.useForm<StoryForm>()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const save = useMutation({
    mutationFn: (typed: StoryForm) => (story ? api.call(saveStory, { params: { id: story.id }, body: { version: story.version, story: typed } }) : api.call(writeStory, { body: typed })),
    onSuccess: async () => {
      void message.success('已存为草稿')
      await queries.invalidateQueries({ queryKey: ['stories'] })
      onClose()
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      form.setFields(Object.entries(error.fields ?? {}).flatMap(([path, text]) => FIELDS.filter((name) => path.endsWith(name)).map((name) => ({ name, errors: [text] }))))
    },
  })
  return (
    <Modal open width={640} title={story ? `修改“${story.title}”` : '写一篇'} okText="存为草稿" cancelText="取消" okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      {save.isError ? <Alert type="error" showIcon role="alert" title={textOf(save.error)} /> : null}
      <Form form={form} layout="vertical" requiredMark="optional" initialValues={story ?? { kind: 'announcement', title: '', body: '', pictures: [] }} onFinish={(typed) => save.mutate(typed)}>
        <Form.Item name="kind" label="栏目" rules={[{ required: true, message: '请选择栏目' }]}><Radio.Group options={kinds} /></Form.Item>
        <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: '请填写标题' }]}><Input maxLength={60} /></Form.Item>
        <Form.Item name="body" label="正文" extra="不要写个人的手机号、证件号、车牌和没有征得同意的姓名" rules={[{ required: true, whitespace: true, message: '请填写正文' }]}><Input.TextArea autoSize={{ minRows: 8, maxRows: 20 }} maxLength={10_000} /></Form.Item>
        <Form.Item name="pictures" label="图片（可不放，最多 4 张）" extra="上传时去掉拍摄时间和地点；拍到人要征得同意" rules={[{ validator: async (_, pictures: StoryForm['pictures']) => { if (pictures.some(({ alt }) => alt.trim() === '')) throw new Error('每张图片都要写一句说明，看不见图的人靠它') } }]}><StoryPictures /></Form.Item>
      </Form>
    </Modal>
  )
}
