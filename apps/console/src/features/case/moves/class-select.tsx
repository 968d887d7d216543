import { useQuery } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import { classTree } from '../../cases/class-tree.ts'
import { classesQuery } from '../../cases/queries.ts'

interface ClassSelectProps {
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly id?: string
}

/** A class out of the catalogue, found by its name. */
export function ClassSelect({ value, onChange, id }: ClassSelectProps) {
  const classes = useQuery(classesQuery)
  return (
    <TreeSelect {...(id ? { id } : {})} value={value ?? null} onChange={(next: string | null) => onChange?.(next ?? undefined)} treeData={classTree(classes.data?.classes ?? [])}
      showSearch={{ treeNodeFilterProp: 'title' }} allowClear loading={classes.isLoading} placeholder="选择分类，可输入名称" />
  )
}
